import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { z } from "zod";
import type { Fault } from "../../shared/contracts/problem.js";
import { acceptEventPayload } from "../../shared/intake/acceptEventPayload.js";
import { acceptRequest } from "../../shared/intake/acceptRequest.js";
import { checkDocument } from "../../shared/intake/checkDocument.js";
import { readDocument } from "../../shared/intake/readDocument.js";
import { BundleDocument } from "../../shared/intake/schemas/bundleDocument.js";
import { inputSchemas } from "../../shared/intake/schemas/inputSchemas.js";
import { context, kinds, sample, sampleDocuments } from "../../shared/intake/testing/samples.js";
import { schemaCases, without, type SchemaCase } from "./kit/schemaCases.js";

const { request, documents } = inputSchemas(kinds);
const invocation: unknown = JSON.parse(sample("invocation.json"));

interface Contract {
  readonly schema: z.ZodType;
  readonly sample?: unknown;
  /** Fields without which a document is another kind of document. */
  readonly tells?: readonly string[];
  /** Sends a document through the front door. */
  readonly faultsOf: (document: unknown) => readonly Fault[];
}

const sent = (document: unknown): readonly Fault[] => {
  const answer = acceptRequest({ text: JSON.stringify(document), format: "json" }, context);
  return answer.ok ? [] : answer.faults;
};

/** A bundle in which one document is another one. */
const inBundle =
  (name: string) =>
  (document: unknown): readonly Fault[] => {
    const file = name.replace(/\.yaml$/, ".json");
    return sent({ documents: { ...without(sampleDocuments(), name), [file]: JSON.stringify(document) } }).filter(
      (fault) => fault.document === file,
    );
  };

const contracts: Readonly<Record<string, Contract>> = {
  "a request": { schema: request, sample: invocation, faultsOf: sent },
  "the data of an event": {
    schema: request,
    sample: invocation,
    faultsOf: (data) => {
      const answer = acceptEventPayload({ type: "UpdateRegionCapacity", data }, context);
      return answer.ok ? [] : answer.faults;
    },
  },
  "a bundle": {
    schema: BundleDocument,
    sample: { documents: sampleDocuments() },
    tells: ["documents"],
    faultsOf: sent,
  },
  ...Object.fromEntries(
    [...documents].map(([name, schema]) => {
      const text = sampleDocuments()[name];
      return [
        name,
        { schema, faultsOf: inBundle(name), ...(text !== undefined && { sample: parse(text) as unknown }) },
      ];
    }),
  ),
};

for (const [name, { schema, sample: valid, tells = [], faultsOf }] of Object.entries(contracts))
  test(`refuses in ${name} what is just outside a constraint, at its place, and nothing that is just inside [CP-026, CP-105]`, () => {
    const wrong: string[] = [];
    let count = 0;
    for (const found of schemaCases(z.toJSONSchema(schema, { io: "input" }), valid)) {
      if (tells.some((field) => found.about === `required ${field}`)) continue;
      count++;
      if (!(found.isInside ? isTaken(found, schema) : isRefused(found, faultsOf(found.document))))
        wrong.push(`${pointerTo(found.path)} ${found.isInside ? "inside" : "outside"} ${found.about}`);
    }
    assert.deepEqual(wrong.slice(0, 30), []);
    assert.ok(count > 20, `${count} cases`);
  });

/** As far as the field goes: what other fields make of it is another rule. */
function isTaken({ document, path }: SchemaCase, schema: z.ZodType): boolean {
  const { node } = readDocument({ text: JSON.stringify(document), format: "json" });
  assert.ok(node);
  const pointer = pointerTo(path);
  return !checkDocument(node, schema).findings.some(
    ({ fault }) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`),
  );
}

function isRefused({ path }: SchemaCase, faults: readonly Fault[]): boolean {
  return faults.some(
    ({ pointer }) => pointer === pointerTo(path) || (isSecret(path) && pointer === pointerTo(path.slice(0, -1))),
  );
}

/** The name of an unknown field may be a secret by mistake: the fault is at what holds it. */
function isSecret(path: readonly (string | number)[]): boolean {
  return path.includes("secrets");
}

function pointerTo(path: readonly (string | number)[]): string {
  return [
    "#",
    ...path.map((key) => encodeURI(String(key).replaceAll("~", "~0").replaceAll("/", "~1")).replaceAll("#", "%23")),
  ].join("/");
}
