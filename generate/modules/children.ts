import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { byText, code } from "../markdown.js";
import { apiVersion, typeLink } from "./azureTypes.js";

/** What one case of a component declared, from its golden file. */
export interface Golden {
  readonly name: string;
  readonly types: readonly string[];
}

const goldenFolder = "test/golden/modules";

export const childrenHead = ["Type", "API version", "Declared"];

/** Every golden file of the modules, in the order of their names. */
export function readGoldens(project: string): readonly Golden[] {
  const folder = join(project, goldenFolder);
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return names.sort(byText).map((file) => {
    const { resources } = JSON.parse(readFileSync(join(folder, file), "utf8")) as { resources: { type: string }[] };
    return { name: file.replace(/\.json$/, ""), types: [...new Set(resources.map(({ type }) => type))] };
  });
}

/** The golden files in which a component is declared. */
export function goldensOf(goldens: readonly Golden[], component: string): readonly Golden[] {
  return goldens.filter(({ types }) => types.includes(`cloud-provisioner:azure:${component}`));
}

/** One row for each type of child, those that are always there first. */
export function childRows(goldens: readonly Golden[]): readonly (readonly string[])[] {
  const types = [...new Set(goldens.flatMap((golden) => golden.types))].filter((type) =>
    type.startsWith("azure-native:"),
  );
  const rows = types.sort(byText).map((type) => {
    const among = goldens.filter((golden) => golden.types.includes(type));
    return { type, isAlways: among.length === goldens.length, among };
  });
  rows.sort((a, b) => Number(b.isAlways) - Number(a.isAlways));
  return rows.map(({ type, isAlways, among }) => [
    typeLink(type),
    apiVersion(type),
    isAlways ? "always" : `when asked for, as in ${among.map(({ name }) => code(name)).join(", ")}`,
  ]);
}

/** Links to golden files from a page in `docs/modules`. */
export function goldenLinks(goldens: readonly Golden[]): string {
  return goldens.map(({ name }) => `[\`${name}\`](../../${goldenFolder}/${name}.json)`).join(", ");
}
