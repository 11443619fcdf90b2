import { z } from "zod";
import { fieldsOf, knownValues, optionsOf } from "./schemaAt.js";
import { bare, type Wording } from "./wording.js";
import { lookup } from "../../lookup.js";

/** What a schema takes, in words. */
export function expectations(schema: z.ZodType): string[] {
  const decided = bare(schema);
  if (decided instanceof z.ZodDiscriminatedUnion) return ["an object"];
  if (decided instanceof z.ZodUnion) return [...new Set(optionsOf(decided).flatMap(expectations))];
  if (decided instanceof z.ZodNumber) return ["a whole number"];
  if (decided instanceof z.ZodBoolean) return ["true or false"];
  if (decided instanceof z.ZodArray) return ["a list"];
  if (decided instanceof z.ZodObject || decided instanceof z.ZodRecord) return ["an object"];
  if (decided instanceof z.ZodLiteral) return [...decided.values].map(String);
  return decided instanceof z.ZodEnum ? decided.options.map(String) : ["text"];
}

/** The values that tell the options of a discriminated union apart. */
export function kindsOf(schema: z.ZodType): readonly string[] {
  const decided = bare(schema);
  if (!(decided instanceof z.ZodDiscriminatedUnion)) return [];
  const { discriminator } = decided.def;
  return optionsOf(decided).flatMap((option) => {
    const field = lookup(fieldsOf(option) ?? {}, discriminator);
    return field ? knownValues(field) : [];
  });
}

/** What to write, with an example where there is one; empty where nothing is known. */
export function advice({ remedy, examples = [] }: Wording, start = "Write"): string {
  if (remedy === undefined) return start.endsWith(":") ? start.replace(/:$/, ".") : "";
  const example = examples.length === 0 ? "" : ` For example: ${examples.join(", ")}.`;
  return `${start} ${remedy.slice(0, 1).toLowerCase()}${remedy.slice(1)}${example}`;
}
