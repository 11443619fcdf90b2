import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

const LocalSettings = z.looseObject({ Values: z.record(z.string(), z.coerce.string()).default({}) });

/** The `Values` of a local.settings.json. @throws Error when it is not valid, or absent although it was asked for. */
export function readLocalSettings(file: string, isRequired: boolean): Record<string, string> {
  if (!existsSync(file)) {
    if (isRequired) throw new Error(`No settings file at ${file}.`);
    return {};
  }
  const parsed = LocalSettings.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!parsed.success) throw new Error(`${file} is not valid:\n${z.prettifyError(parsed.error)}`);
  return parsed.data.Values;
}

/** Sets what is not set yet: the process's own environment wins. Returns what undoes it. */
export function addToEnvironment(values: Readonly<Record<string, string>>): () => void {
  const added = Object.keys(values).filter((name) => process.env[name] === undefined);
  for (const name of added) process.env[name] = values[name];
  return () => {
    for (const name of added) Reflect.deleteProperty(process.env, name);
  };
}
