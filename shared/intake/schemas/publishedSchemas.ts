import { z } from "zod";
import { BundleDocument, bundleDocuments, overlayDocuments } from "./bundleDocument.js";
import { documentExamples } from "./documentExamples.js";
import { inputSchemas, type Kinds } from "./inputSchemas.js";
import { publishSpellings } from "./publishSpellings.js";

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** A document that callers may send, as it is published. */
export interface PublishedSchema {
  /** Name under which it is published (`infra-plan`). */
  readonly name: string;
  /** The file that holds it in a folder of documents; absent for what is sent whole. */
  readonly file?: string;
  readonly title: string;
  readonly isRequired: boolean;
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
  const overlay = documents.get(overlayDocuments.get("staging") ?? "");
  return [
    publication({ name: "request", title: "A request in one document", isRequired: false }, request),
    publication({ name: "bundle", title: "A request as separate documents", isRequired: false }, BundleDocument),
    ...Object.entries(bundleDocuments).flatMap(([file, { isRequired }]) => {
      const schema = documents.get(file);
      return schema ? [publication({ name: file.replace(/\.yaml$/, ""), file, title: file, isRequired }, schema)] : [];
    }),
    ...(overlay
      ? [publication({ name: "named-environment-overlay", file: named, title: named, isRequired: false }, overlay)]
      : []),
  ];
}

function publication(about: Omit<PublishedSchema, "jsonSchema" | "example">, schema: z.ZodType): PublishedSchema {
  const example: unknown = Object.entries(documentExamples).find(([name]) => name === about.name)?.[1];
  let made: JsonSchema | undefined;
  return {
    ...about,
    example,
    jsonSchema: (id) => {
      made ??= atRoot(z.toJSONSchema(schema, { io: "input", target: "draft-7", override: publishSpellings }));
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
