import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import { kindDocument, singleDocuments } from "../../adapters/knowledge/documents.js";
import { knowledgeDocuments } from "./knowledgeDocuments.js";

const builtIn = fileURLToPath(new URL("../../knowledge/", import.meta.url));
const pages = knowledgeDocuments();
const textOf = (path: string): string => pages.find((page) => page.path === path)?.text ?? "";
const takes = (schema: string) =>
  z.fromJSONSchema(JSON.parse(textOf(`docs/knowledge/${schema}.schema.json`)) as z.core.JSONSchema.JSONSchema);

test("tells operators the specification's locations [CP-076]", () => {
  for (const location of [
    "infrastructure/modules/azure/{kind}.yaml",
    "infrastructure/policies/naming.yaml",
    "security/overlay-vault.yaml",
    "knowledge/infra-map-index.json",
  ])
    assert.ok(textOf("docs/knowledge/README.md").includes(`| \`${location}\` |`), location);
});

test("gives editors a schema that takes each built-in document, and not one with a slip", () => {
  const kinds = readdirSync(`${builtIn}kinds`).filter((name) => name.endsWith(".yaml"));
  const documents = [
    ...singleDocuments.map(({ file }) => ({ file, schema: file.replace(/\.(yaml|json)$/, "") })),
    ...kinds.map((name) => ({ file: kindDocument(name.replace(".yaml", "")).file, schema: "kind" })),
  ];
  for (const { file, schema } of documents) {
    const document = parse(readFileSync(`${builtIn}${file}`, "utf8")) as Record<string, unknown>;
    const fits = takes(schema).safeParse(document);
    assert.ok(fits.success, `${file}: ${fits.error?.message ?? ""}`);
    assert.equal(takes(schema).safeParse({ ...document, slip: true }).success, false, file);
  }
});
