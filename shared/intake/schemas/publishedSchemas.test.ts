import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { accepted, context, kinds } from "../testing/samples.js";
import { acceptRequest } from "../acceptRequest.js";
import { inputSchemas } from "./inputSchemas.js";
import { publishedSchemas, type JsonSchema } from "./publishedSchemas.js";

const schemas = publishedSchemas(kinds);

test("publishes each document once, with a title and an example that it takes itself", () => {
  assert.equal(new Set(schemas.map(({ name }) => name)).size, schemas.length);
  for (const { name, example, jsonSchema } of schemas) {
    const schema = jsonSchema(`http://127.0.0.1/${name}.json`);
    assert.equal(typeof schema.title, "string", name);
    const takes = z.fromJSONSchema(schema);
    assert.deepEqual(takes.safeParse(example).error?.issues ?? [], [], name);
  }
});

test("accepts the examples as requests", () => {
  for (const name of ["request", "bundle"]) {
    const { example } = schemas.find((schema) => schema.name === name) ?? {};
    accepted(JSON.stringify(example), "json");
  }
  const documents = Object.fromEntries(
    schemas.flatMap(({ file, example }) =>
      file === undefined || file.includes("{") ? [] : [[file, JSON.stringify(example)]],
    ),
  );
  const answer = acceptRequest({ text: JSON.stringify({ documents }), format: "json" }, context);
  assert.deepEqual(answer.ok ? [] : answer.faults, [], "all documents together");
});

test("refers only to definitions that are there, and says what to write for every named field", () => {
  for (const { name, jsonSchema } of schemas) {
    const schema = jsonSchema("x");
    const definitions = Object.keys(schema["definitions"] ?? {});
    for (const [, definition = ""] of JSON.stringify(schema).matchAll(/"#\/definitions\/([^"]+)"/g))
      assert.ok(definitions.includes(definition), `${name}: ${definition}`);
    const { Document: document = schema } = (schema["definitions"] ?? {}) as Record<string, JsonSchema>;
    const silent = Object.entries((document.properties ?? {}) as Record<string, JsonSchema>).filter(
      ([, field]) => !/"description"|"\$ref"/.test(JSON.stringify(field)),
    );
    assert.deepEqual(
      silent.map(([field]) => field),
      [],
      name,
    );
  }
});

test("builds the schemas of one knowledge once", () => {
  assert.equal(inputSchemas(kinds), inputSchemas(kinds));
  assert.equal(publishedSchemas(kinds), schemas);
  assert.notEqual(inputSchemas({ ...kinds }), inputSchemas(kinds));
});
