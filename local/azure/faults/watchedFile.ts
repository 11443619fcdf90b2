import { readFileSync, statSync } from "node:fs";
import type { z } from "zod";

/** A file that a person wrote and that cannot be used; says where and why. */
export class UnusableFile extends Error {}

/**
 * Reads a JSON file each time it has changed; nothing when it is not there.
 * The schema is loaded only once there is a file, so that a start without one stays fast.
 */
export function watchedFile<S extends z.ZodType>(
  path: string,
  loadSchema: () => Promise<S>,
): () => Promise<z.output<S> | undefined> {
  let stamp = "";
  let last: z.output<S> | undefined;
  return async () => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    const current = `${stat.mtimeMs}/${stat.size}/${stat.ino}`;
    if (current !== stamp) {
      last = await parseFile(path, loadSchema);
      stamp = current;
    }
    return last;
  };
}

async function parseFile<S extends z.ZodType>(path: string, loadSchema: () => Promise<S>): Promise<z.output<S>> {
  const schema = await loadSchema();
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new UnusableFile(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(
    ({ path: at, message }) => `  ${at.map(String).join(".") || "(root)"}: ${message}`,
  );
  throw new UnusableFile(`${path} cannot be used:\n${issues.join("\n")}`);
}
