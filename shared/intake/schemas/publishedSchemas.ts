import { z } from "zod";
import { BundleDocument, bundleDocuments, overlayDocuments, wrapperNames, type Need } from "./bundleDocument.js";
import { documentExamples } from "./documentExamples.js";
import { inputSchemas, type Kinds } from "./inputSchemas.js";
import { publishSpellings } from "./publishSpellings.js";
import { spellingPattern } from "./spellingPattern.js";

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** A document that callers may send, as it is published. */
export interface PublishedSchema {
  /** Name under which it is published (`infra-plan`). */
  readonly name: string;
  /** The file that holds it in a folder of documents; absent for what is sent whole. */
  readonly file?: string;
  readonly title: string;
  readonly need: Need;
  readonly example: unknown;
  /** JSON Schema draft 7, which editors know best; `id` becomes its `$id`. */
  readonly jsonSchema: (id: string) => JsonSchema;
}

const known = new WeakMap<Kinds, readonly PublishedSchema[]>();

/** Every accepted document, by the contracts that also check it. */
export function publishedSchemas(kinds: Kinds): readonly PublishedSchema[] {
  const found = known.get(kinds) ?? published(kinds);
  known.set(kinds, found);
  return found;
}

function published(kinds: Kinds): PublishedSchema[] {
  const { request, documents } = inputSchemas(kinds);
  const named = "environment-overlay.{environment}.yaml";
  const overlays = [...overlayDocuments.values()];
  const overlay = documents.get(overlays[0] ?? "");
  return [
    publication({ name: "request", title: "A request in one document", need: "optional" }, request),
    publication({ name: "bundle", title: "A request as separate documents", need: "optional" }, BundleDocument),
    ...Object.entries(bundleDocuments).flatMap(([file, { need }]) => {
      const schema = documents.get(file);
      const about = { name: file.replace(/\.yaml$/, ""), file, title: file, need };
      return schema ? [publication(about, schema, wrapperNames(file))] : [];
    }),
    ...(overlay
      ? [
          publication(
            { name: "named-environment-overlay", file: named, title: named, need: "optional" },
            overlay,
            overlays.flatMap(wrapperNames),
          ),
        ]
      : []),
  ];
}

/** `wrappers` are names below which the whole document may stand too. */
function publication(
  about: Omit<PublishedSchema, "jsonSchema" | "example">,
  schema: z.ZodType,
  wrappers: readonly string[] = [],
): PublishedSchema {
  const example: unknown = Object.entries(documentExamples).find(([name]) => name === about.name)?.[1];
  let made: JsonSchema | undefined;
  return {
    ...about,
    example,
    jsonSchema: (id) => {
      const whole = () => z.toJSONSchema(schema, { io: "input", target: "draft-7", override: publishSpellings });
      made ??= wrappers.length === 0 ? atRoot(whole()) : orWrapped(whole(), wrappers);
      return {
        $schema: "http://json-schema.org/draft-07/schema#",
        $id: id,
        ...made,
        title: about.title,
        examples: [example],
      };
    },
  };
}

/** The schema itself at the root: in draft 7 nothing counts beside `$ref`, not even `$id`. */
function atRoot({ $ref, definitions, ...rest }: JsonSchema): JsonSchema {
  const others = new Map(Object.entries((definitions ?? {}) as Record<string, JsonSchema>));
  const name = $ref?.replace("#/definitions/", "") ?? "";
  const root = others.get(name) ?? rest;
  others.delete(name);
  return { ...root, ...(others.size > 0 && { definitions: Object.fromEntries(others) }) };
}

/** The document, or the document below one of its own names. */
function orWrapped(schema: JsonSchema, names: readonly string[]): JsonSchema {
  const { definitions, ...document } = atRoot(schema);
  const own = { $ref: "#/definitions/Document" };
  const wrapped: JsonSchema = {
    type: "object",
    patternProperties: { [spellingPattern(names, "(?:\\.(?:ya?ml|json))?")]: own },
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 1,
    deprecated: true,
    description: "The same below the document's own name.",
  };
  return {
    ...(document.description !== undefined && { description: document.description }),
    anyOf: [own, wrapped],
    definitions: { ...(definitions as Record<string, JsonSchema> | undefined), Document: document },
  };
}
