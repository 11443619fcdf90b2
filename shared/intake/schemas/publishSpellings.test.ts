import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { z } from "zod";
import { kinds, sample, sampleDocuments } from "../testing/samples.js";
import { BundleDocument } from "./bundleDocument.js";
import { inputSchemas } from "./inputSchemas.js";
import { publishSpellings } from "./publishSpellings.js";

const { request: RequestDocument, documents } = inputSchemas(kinds);

/** A published schema as a caller's tool would use it. */
const published = (schema: z.ZodType) =>
  z.fromJSONSchema(z.toJSONSchema(schema, { io: "input", override: publishSpellings }));

test("the published schema takes the specification's samples unchanged [CP-105]", () => {
  const schema = published(RequestDocument);
  for (const name of ["invocation.yaml", "invocation.json"]) {
    assert.deepEqual(schema.safeParse(parse(sample(name))).error?.issues ?? [], [], name);
  }
  const consolidated = { ...(parse(sample("consolidated.yaml")) as object), blueprint_id: "b" };
  assert.deepEqual(schema.safeParse(consolidated).error?.issues ?? [], []);
  for (const [name, text] of Object.entries(sampleDocuments())) {
    const part = documents.get(name);
    assert.ok(part, name);
    assert.deepEqual(published(part).safeParse(parse(text)).error?.issues ?? [], [], name);
  }
  const regionMap = documents.get("cloud-region-map.yaml");
  assert.ok(regionMap && published(regionMap).safeParse(parse(sample("region-topology.yaml"))).success);
});

test("the published schema refuses what is missing under every name, values outside the list and unknown fields", () => {
  const schema = published(RequestDocument);
  const request = parse(sample("invocation.yaml")) as Record<string, unknown>;
  const { trace_id: trace, environment, ...others } = request;
  const withEnv = { ...others, trace_id: trace, env: environment };
  assert.deepEqual(schema.safeParse(withEnv).error?.issues ?? [], []);
  const wrong = [
    { ...others, trace_id: trace },
    { ...others, environment },
    { ...request, environment: "moon" },
  ];
  for (const document of wrong) assert.ok(!schema.safeParse(document).success);
  // zod's reader of JSON Schema loses additionalProperties beside allOf, so that is read from the schema itself.
  const closed = z.toJSONSchema(RequestDocument, { io: "input", override: publishSpellings });
  assert.match(
    JSON.stringify(closed),
    /"required":\["trace_id","execution_id","blueprint_id"\],"additionalProperties":false/,
  );
});

test("a published bundle names its documents and their other names", () => {
  const schema = published(BundleDocument);
  assert.ok(schema.safeParse({ documents: { "infra_plan.yaml": "resources: []", "secrets.yaml": "" } }).success);
  assert.ok(!schema.safeParse({ documents: { "other.yaml": "" } }).success);
});
