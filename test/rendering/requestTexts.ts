import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parse, stringify } from "yaml";
import type { Submission } from "../../shared/intake/readDocument.js";
import { exampleBundle } from "../kit/exampleBundle.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const sample = async (file: string): Promise<unknown> => parse(await readFile(`${root}/${file}`, "utf8"));
const [bundle, document, invocation] = await Promise.all([
  exampleBundle("auth-service"),
  sample("examples/auth-service-request/request.yaml"),
  sample("test/fixtures/specification/invocation.json"),
]);

/** Requests in each form that is accepted, every mapping in an order that depends on the seed. Seed 0 is as written. */
export function requestTexts(seed: number, lineEnd: string): Readonly<Record<string, Submission>> {
  const random = seed === 0 ? () => 0 : numbers(seed);
  const yaml = (value: unknown): string => stringify(shuffled(value, random)).replaceAll("\n", lineEnd);
  const inJson = (value: unknown): string => JSON.stringify(shuffled(value, random), null, 2).replaceAll("\n", lineEnd);
  const documents = Object.entries(bundle.documents).map(([name, text]) => [name, yaml(parse(text))] as const);
  return {
    bundle: { text: inJson({ documents: Object.fromEntries(documents) }), format: "json" },
    document: { text: yaml(document), format: "yaml" },
    invocation: { text: inJson(invocation), format: "json" },
  };
}

/** The same data with the members of every mapping in another order; lists keep theirs, which means something. */
function shuffled(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, random));
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, each]) => ({ key, each: shuffled(each, random), at: random() }));
  return Object.fromEntries(entries.sort((a, b) => a.at - b.at).map(({ key, each }) => [key, each]));
}

/** Numbers that a seed decides (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
