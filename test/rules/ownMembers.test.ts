import assert from "node:assert/strict";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";

let eslint: ESLint;
before(() => {
  eslint = new ESLint({
    cwd: fileURLToPath(new URL("../../", import.meta.url)),
    // Where `CI` is set the parser takes each file's text from the disk, once: here the text is not the file's.
    overrideConfig: { languageOptions: { parserOptions: { disallowAutomaticSingleRunInference: true } } },
  });
});

/** What the project's own configuration says of a text that stands in the shared house. */
async function complaints(code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: "shared/lookup.ts" });
  return (result?.messages ?? []).flatMap(({ ruleId }) => (ruleId === "house/own-members" ? [ruleId] : []));
}

const record = "declare const record: Readonly<Record<string, string>>; declare const key: string;";

for (const [what, code] of [
  ["at a key of run time", "export const found = record[key];"],
  ["at a key that is put together", "export const found = record[`a${key}`];"],
  ["that may be missing", "export const read = (other?: typeof record) => other?.[key];"],
  ["to ask for a key of run time", "export const isThere = key in record;"],
  ["after another key was asked for", "export const found = Object.hasOwn(record, 'a') ? record[key] : '';"],
  ["where the key was not found", "export const found = Object.hasOwn(record, key) ? '' : record[key];"],
] as const)
  test(`refuses a record read ${what}`, async () => {
    assert.deepEqual(await complaints(`${record} ${code}`), ["house/own-members"]);
  });

for (const [what, code] of [
  ["a key that the program names", 'export const found = record["name"];'],
  ["one of a few known keys", 'export const read = (one: "a" | "b") => record[one];'],
  ["an object of known members", "export const read = (one: { a: 1; b: 2 }, name: keyof typeof one) => one[name];"],
  ["a key that was asked for", "export const found = Object.hasOwn(record, key) ? record[key] : '';"],
  ["a list by its index", "export const read = (list: string[], index: number) => list[index];"],
  ["what is written, not read", "export const write = (into: Record<string, string>) => { into[key] = ''; };"],
] as const)
  test(`lets ${what} pass`, async () => {
    assert.deepEqual(await complaints(`${record} ${code}`), []);
  });
