import type { JsonSchema } from "../../shared/intake/schemas/publishedSchemas.js";
import { code } from "../markdown.js";
import { resolved, valuesOf, type Definitions } from "./fields.js";

/** What a value may be, in a few words: `text`, `1 to 100`, `a list of text`. */
export function takes(schema: JsonSchema, definitions: Definitions): string {
  const found = resolved(schema, definitions);
  const values = valuesOf(found);
  if (values) return values.length === 1 ? code(String(values[0])) : "one of a few words";
  const options = found.anyOf ?? found.oneOf;
  if (options) return [...new Set(options.map((option) => takes(option, definitions)))].join(" or ");
  const words: Readonly<Record<string, string>> = {
    string: found.maxLength === undefined ? "text" : `text of at most ${found.maxLength} characters`,
    integer: isBounded(found) ? `a whole number from ${found.minimum} to ${found.maximum}` : "a whole number",
    number: "a number",
    boolean: "`true` or `false`",
    array: `a list${found.maxItems === undefined ? "" : ` of at most ${found.maxItems}`}`,
  };
  return (typeof found.type === "string" ? words[found.type] : undefined) ?? "an object";
}

/** The bounds that zod gives to every whole number say nothing. */
function isBounded({ minimum, maximum }: JsonSchema): boolean {
  return minimum !== undefined && maximum !== undefined && Math.abs(maximum) < Number.MAX_SAFE_INTEGER;
}
