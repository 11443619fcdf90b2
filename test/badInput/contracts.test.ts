import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { z } from "zod";
import { CancellationBody, VerdictBody } from "../../functions/http/bodies.js";
import { EventsQuery, RunsQuery, WhyQuery } from "../../functions/http/queries.js";
import type { Fault, ProblemDetails } from "../../shared/contracts/problem.js";
import { acceptEventPayload } from "../../shared/intake/acceptEventPayload.js";
import { acceptRequest } from "../../shared/intake/acceptRequest.js";
import { checkDocument } from "../../shared/intake/checkDocument.js";
import { readDocument } from "../../shared/intake/readDocument.js";
import { BundleDocument } from "../../shared/intake/schemas/bundleDocument.js";
import { inputSchemas } from "../../shared/intake/schemas/inputSchemas.js";
import { context, kinds, sample, sampleDocuments } from "../../shared/intake/testing/samples.js";
import { door, pin, problemOf, type Sent } from "./kit/door.js";
import { schemaCases, without, type SchemaCase } from "./kit/schemaCases.js";

const entry = await door();
const { request, documents } = inputSchemas(kinds);
const invocation: unknown = JSON.parse(sample("invocation.json"));

interface Contract {
  readonly schema: z.ZodType;
  readonly sample?: unknown;
  /** Fields without which a document is another kind of document. */
  readonly tells?: readonly string[];
  /** Fewer cases would mean that the walk saw little of the contract. Default 20. */
  readonly fewest?: number;
  /** A query says texts only; an object of anything else cannot be sent. */
  readonly isQuery?: boolean;
  /** Sends a document through the front door. */
  readonly faultsOf: (document: unknown) => readonly Fault[] | Promise<readonly Fault[]>;
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

/** Sends a small body through its handler; the answer must be a problem of a client error. */
const body =
  (handler: "decideRun" | "cancelRun") =>
  async (document: unknown): Promise<readonly Fault[]> =>
    (await refusedBy(handler, { as: "grace", headers: { "if-match": `"${pin}"` }, body: JSON.stringify(document) }))
      .errors ?? [];

/** Sends query parameters, as far as a query can say a value: texts. */
const query =
  (handler: "listRuns" | "runEvents" | "whyRun") =>
  async (document: unknown): Promise<readonly Fault[]> =>
    (await refusedBy(handler, { query: document as Record<string, string> })).errors ?? [];

async function refusedBy(handler: Parameters<typeof entry.send>[0], sent: Sent): Promise<ProblemDetails> {
  const answer = await entry.send(handler, sent);
  if ((answer.status ?? 200) < 300) return { type: "", title: "", status: 200, code: "" };
  assert.equal(entry.written(), 0);
  return problemOf(answer, sent?.body === undefined ? JSON.stringify(sent?.query ?? {}) : (sent.body as string));
}

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
  "a verdict": {
    schema: VerdictBody,
    fewest: 12,
    sample: { verdict: "approve", reason: "looks right" },
    faultsOf: body("decideRun"),
  },
  "a cancellation": {
    schema: CancellationBody,
    fewest: 12,
    sample: { reason: "no longer wanted" },
    faultsOf: body("cancelRun"),
  },
  "a query for runs": {
    schema: RunsQuery,
    fewest: 2,
    sample: { limit: "2" },
    isQuery: true,
    faultsOf: query("listRuns"),
  },
  "a query for events": {
    schema: EventsQuery,
    fewest: 2,
    sample: { after: "0" },
    isQuery: true,
    faultsOf: query("runEvents"),
  },
  "a query for reasons": {
    schema: WhyQuery,
    fewest: 2,
    sample: { path: "tags" },
    isQuery: true,
    faultsOf: query("whyRun"),
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

for (const [name, { schema, sample: valid, tells = [], isQuery = false, fewest = 20, faultsOf }] of Object.entries(
  contracts,
))
  test(`refuses in ${name} what is just outside a constraint, at its place, and nothing that is just inside`, async () => {
    const wrong: string[] = [];
    let count = 0;
    for (const found of schemaCases(z.toJSONSchema(schema, { io: "input" }), valid)) {
      if (tells.some((field) => found.about === `required ${field}`)) continue;
      if (isQuery && !isSayable(found.document)) continue;
      count++;
      if (!(found.isInside ? isTaken(found, schema) : isRefused(found, await faultsOf(found.document))))
        wrong.push(`${pointerTo(found.path)} ${found.isInside ? "inside" : "outside"} ${found.about}`);
    }
    assert.deepEqual(wrong.slice(0, 30), []);
    assert.ok(count > fewest, `${count} cases`);
  });

test("the door that queries and small bodies are sent through is still as it was", () => {
  assert.equal(entry.written(), 0);
});

function isSayable(document: unknown): boolean {
  return (
    typeof document === "object" &&
    document !== null &&
    !Array.isArray(document) &&
    Object.values(document).every((value) => typeof value === "string")
  );
}

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
