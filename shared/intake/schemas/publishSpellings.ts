import { z } from "zod";
import { wordingOf } from "./wording.js";

type JSONSchema = z.core.JSONSchema.BaseSchema;

/** The part of zod's `override` context that is needed here; zod-openapi's has it too. */
interface Published {
  readonly zodSchema: z.core.$ZodTypes;
  readonly jsonSchema: JSONSchema;
}

/**
 * Adds every accepted spelling of fields and values to a published schema, so that what the front door accepts is valid
 * by it. Usage: `z.toJSONSchema(RequestDocument, { io: "input", override: publishSpellings })`, or zod-openapi's `override`.
 */
export function publishSpellings({ zodSchema, jsonSchema }: Published): void {
  if (zodSchema instanceof z.ZodObject) publishFields(zodSchema, jsonSchema);
  if (zodSchema instanceof z.ZodEnum || zodSchema instanceof z.ZodLiteral) publishValues(zodSchema, jsonSchema);
}

/** Other names are properties of the same form; a required field must be there under one of its names. */
function publishFields(object: z.ZodObject, jsonSchema: JSONSchema): void {
  for (const [name, field] of Object.entries(object.shape)) {
    // zod calls once for a schema and again for each copy of it with more words.
    const spellings = wordingOf(field as z.ZodType).spellings ?? [];
    const property = jsonSchema.properties?.[name];
    const isPublished = spellings.some((other) => jsonSchema.properties?.[other] !== undefined);
    if (spellings.length === 0 || property === undefined || isPublished) continue;
    const description = `Another name of \`${name}\`.`;
    const same: JSONSchema = { allOf: [property as JSONSchema], deprecated: true, description };
    jsonSchema.properties = {
      ...jsonSchema.properties,
      ...Object.fromEntries(spellings.map((other) => [other, same])),
    };
    if (!jsonSchema.required?.includes(name)) continue;
    jsonSchema.required = jsonSchema.required.filter((required) => required !== name);
    const oneOfItsNames = {
      anyOf: [name, ...spellings].map((key) => ({
        type: "object" as const,
        required: [key],
        properties: { [key]: {} },
      })),
    };
    jsonSchema.allOf = [...(jsonSchema.allOf ?? []), oneOfItsNames];
  }
}

function publishValues(schema: z.ZodEnum | z.ZodLiteral, jsonSchema: JSONSchema): void {
  const others = Object.keys(wordingOf(schema).values ?? {});
  if (others.length === 0) return;
  const values = jsonSchema.enum ?? (jsonSchema.const === undefined ? [] : [jsonSchema.const]);
  delete jsonSchema.const;
  jsonSchema.enum = [...new Set([...values, ...others])];
}
