import { readdir, readFile, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { BadInput } from "./badInput.js";

interface Input {
  readonly body: string;
  readonly contentType: string;
  /** Name of the file, where it is one. */
  readonly fileName?: string;
}

const documents = /\.(ya?ml|json)$/i;

/**
 * Reads what to provision: a request in one file, or a folder of the specification's separate documents.
 * @throws BadInput when there is nothing to read.
 */
export async function readInput(path: string): Promise<Input> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new BadInput(`There is no file or folder ${path}.`);
  if (!found.isDirectory())
    return { body: await readFile(path, "utf8"), contentType: contentTypeOf(path), fileName: basename(path) };

  const names = (await readdir(path)).filter((name) => documents.test(name)).sort();
  if (names.length === 0) throw new BadInput(`${path} holds no YAML or JSON document.`);
  const texts = await Promise.all(
    names.map(async (name) => [basename(name), await readFile(join(path, name), "utf8")] as const),
  );
  return { body: JSON.stringify({ documents: Object.fromEntries(texts) }), contentType: "application/json" };
}

function contentTypeOf(path: string): string {
  return extname(path).toLowerCase() === ".json" ? "application/json" : "application/yaml";
}
