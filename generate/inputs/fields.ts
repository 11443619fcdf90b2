import type { JsonSchema } from "../../shared/intake/schemas/publishedSchemas.js";

/** Definitions that a schema refers to, by name. */
export type Definitions = Readonly<Record<string, JsonSchema>>;

/** A field of a document, under the name we write. */
export interface Field {
  readonly name: string;
  readonly isRequired: boolean;
  readonly schema: JsonSchema;
  readonly otherNames: readonly string[];
}

/** What a schema is: what it refers to with what it says itself, and the name of what it refers to. */
export function resolved(schema: JsonSchema, definitions: Definitions): JsonSchema & { readonly name?: string } {
  const reference = schema.$ref ?? only(schema.allOf)?.$ref;
  const name = reference?.replace("#/definitions/", "");
  if (name === undefined) return schema;
  const own = { ...schema };
  delete own.$ref;
  delete own.allOf;
  return { ...resolved(definitions[name] ?? {}, definitions), ...own, name };
}

/** The values that a schema lists, if it lists any; other spellings of them are left out. */
export function valuesOf({ enum: own, const: only, anyOf }: JsonSchema): readonly unknown[] | undefined {
  if (only !== undefined) return [only];
  return own ?? anyOf?.find((option) => typeof option === "object" && option.enum)?.enum;
}

/** The fields of an object under the names we write; other names of theirs are patterns. */
export function fieldsOf(schema: JsonSchema, definitions: Definitions): Field[] {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
  const needed = oneOfItsNames(schema);
  return properties.map(([name, property]) => {
    const found = resolved(property, definitions);
    return {
      name,
      isRequired: (schema.required ?? []).includes(name) || needed.has(name),
      schema: found,
      // The types of a kind in Azure would fill a page; the plan's own says that they are taken.
      otherNames: ((found["x-spellings"] ?? []) as string[]).filter((name) => !name.includes(":")),
    };
  });
}

/** Objects that a value may be: itself, the items of a list, the values of a map, or an option of several. */
export function objectsIn(schema: JsonSchema, definitions: Definitions): JsonSchema[] {
  const found = resolved(schema, definitions);
  if (found.properties) return [found];
  const inner = [
    ...(found.anyOf ?? found.oneOf ?? []),
    ...(typeof found.items === "object" && !Array.isArray(found.items) ? [found.items] : []),
    ...(typeof found.additionalProperties === "object" ? [found.additionalProperties] : []),
  ];
  return inner.flatMap((option) => objectsIn(option, definitions));
}

/** First names of fields that must be there under one of their names. */
function oneOfItsNames({ allOf }: JsonSchema): ReadonlySet<string> {
  return new Set((allOf ?? []).flatMap(({ anyOf }) => anyOf?.[0]?.required ?? []));
}

function only(schemas: readonly unknown[] | undefined): JsonSchema | undefined {
  return schemas?.length === 1 ? (schemas[0] as JsonSchema) : undefined;
}
