import { z } from "zod";
import { spellingPattern } from "./spellingPattern.js";
import { wordingOf } from "./wording.js";
import { lookup } from "../../lookup.js";

type JSONSchema = z.core.JSONSchema.BaseSchema;

/** The part of zod's `override` context that is needed here; zod-openapi's has it too. */
interface Published {
  readonly zodSchema: z.core.$ZodTypes;
  readonly jsonSchema: JSONSchema;
}

/**
 * Adds every accepted spelling of fields and values to a published schema, so that what the front door accepts is valid
 * by it. Names and values as we write them stay in `properties` and `enum`, from which editors complete; all others are patterns.
 * Usage: `z.toJSONSchema(RequestDocument, { io: "input", override: publishSpellings })`, or zod-openapi's `override`.
 */
export function publishSpellings({ zodSchema, jsonSchema }: Published): void {
  if (zodSchema instanceof z.ZodObject) publishFields(zodSchema, jsonSchema);
  if (zodSchema instanceof z.ZodEnum || zodSchema instanceof z.ZodLiteral) publishValues(zodSchema, jsonSchema);
}

/** Other names are properties of the same form; a required field must be there under one of its names. */
function publishFields(object: z.ZodObject, jsonSchema: JSONSchema): void {
  for (const [name, field] of Object.entries(object.shape)) {
    const { spellings = [], isAnyCase = false } = wordingOf(field as z.ZodType);
    const others = otherNames(name, spellings);
    const property = lookup(jsonSchema.properties ?? {}, name);
    const pattern = isAnyCase
      ? spellingPattern([name, ...spellings])
      : `^(?:${others.map((other) => other.replaceAll(".", "\\.")).join("|")})$`;
    // zod calls once for a schema and again for each copy of it with more words.
    const isPublished = lookup(jsonSchema.patternProperties ?? {}, pattern) !== undefined;
    if (others.length === 0 || property === undefined || isPublished) continue;
    // A pattern for any case fits the name itself too, which is nothing to advise against.
    const same: JSONSchema = {
      allOf: [property as JSONSchema],
      ...(!isAnyCase && { deprecated: true, description: `Another name of \`${name}\`.` }),
    };
    jsonSchema.patternProperties = { ...jsonSchema.patternProperties, [pattern]: same };
    if (!jsonSchema.required?.includes(name)) continue;
    jsonSchema.required = jsonSchema.required.filter((required) => required !== name);
    const oneOfItsNames = {
      anyOf: [name, ...others].map((key) => ({
        type: "object" as const,
        required: [key],
        properties: { [key]: {} },
      })),
    };
    jsonSchema.allOf = [...(jsonSchema.allOf ?? []), oneOfItsNames];
  }
}

/** The other names of a field, and each of its names in camel case. */
function otherNames(name: string, spellings: readonly string[]): string[] {
  const names = [name, ...spellings].flatMap((each) => [
    each,
    each.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  ]);
  return [...new Set(names)].filter((each) => each !== name);
}

/** Values whose spelling is free: those we know in a list, and every other way to write one of them. */
function publishValues(schema: z.ZodEnum | z.ZodLiteral, jsonSchema: JSONSchema): void {
  const { values } = wordingOf(schema);
  const own = jsonSchema.enum ?? (jsonSchema.const === undefined ? undefined : [jsonSchema.const]);
  if (!values || !own) return;
  delete jsonSchema.enum;
  delete jsonSchema.const;
  const known = [...new Set([...own, ...Object.keys(values)])];
  const words = known.filter((word) => typeof word === "string");
  // Nobody looks for a kind in a list of Azure's types.
  const listed = known.filter((word) => typeof word !== "string" || !word.includes(":"));
  jsonSchema.anyOf = [{ enum: listed }, { pattern: spellingPattern(words), deprecated: true }];
}
