import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { stringify } from "yaml";
import { provisionOnEvent, type Taken } from "../../functions/eventgrid/provisionOnEvent.js";
import type { Fault } from "../../shared/contracts/problem.js";
import { RequestEventType } from "../../shared/intake/acceptEventPayload.js";
import { resolves } from "../../shared/intake/testing/resolves.js";
import { sample, sampleDocuments } from "../../shared/intake/testing/samples.js";
import { memoryApplication, memoryRuns } from "../kit/application.js";
import { door, pin, problemOf, type Sent } from "./kit/door.js";

const words = fc.constantFrom(
  ...[
    "trace_id",
    "environment",
    "region",
    "infra_plan",
    "resources",
    "aks",
    "dns",
    "storage",
    "type",
    "fqdn",
    "secrets",
  ],
  ...["vault_ref", "value", "tags", "documents", "overlays", "infra-plan.yaml", "valueOf", "__proto__", "toString", ""],
  ...["staging", "westeurope", "a/b~c", "50%#?", "é\u202e", "verdict", "reason", "approve", "1.3", "null", "- x", "{"],
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    words,
    fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.string({ maxLength: 20 })),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(words, tie("tree"), { maxKeys: 6, noNullPrototype: true }),
  ),
}));

const samples = [JSON.parse(sample("invocation.json")), { documents: sampleDocuments() }] as const;

/** A valid document with some of its values replaced by anything. */
const mutated = fc
  .tuple(fc.constantFrom(...samples), fc.array(fc.tuple(fc.nat(60), tree), { minLength: 1, maxLength: 3 }))
  .map(([whole, changes]) =>
    changes.reduce<unknown>((before, [index, value]) => replaced(before, index, value), whole),
  );

/** A valid text that was cut, or into which another was put. */
const spliced = fc
  .tuple(
    fc.constantFrom("invocation.yaml", "invocation.json", "consolidated.yaml"),
    fc.nat(1500),
    fc.nat(300),
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.boolean(),
  )
  .map(([name, at, cut, add, isCutOff]) => {
    const text = sample(name);
    return isCutOff ? text.slice(0, at) : text.slice(0, at) + add + text.slice(at + cut);
  });

const texts = fc.oneof(
  fc
    .tuple(fc.oneof(tree, mutated), fc.constantFrom(0, 2))
    .map(([value, indent]) => JSON.stringify(value, null, indent)),
  mutated.map((value) => stringify(value, { aliasDuplicateObjects: false })),
  fc.json(),
  fc.string({ unit: "binary", maxLength: 300 }),
  spliced,
);

/** Bundles with a document that no reading of them can read: seldom drawn, so sent each time. */
const unreadable = [
  JSON.stringify({ documents: { ...sampleDocuments(), "infra-plan.yaml": "{" } }),
  `{"documents":${JSON.stringify({ "infra-plan.yaml": "{" })},"documents":null}`,
  `{"documents":${JSON.stringify({ "infra-plan.yaml": "{" })},"documents":{"infra-plan.yaml":5}}`,
];

const yaml = { "content-type": "application/yaml" };
const seen = { "if-match": `"${pin}"` };
const doors: Readonly<
  Record<string, readonly ["provisionStack" | "validateRequest" | "decideRun" | "cancelRun", Sent]>
> = {
  "a submission in JSON": ["provisionStack", {}],
  "a submission in YAML": ["provisionStack", { headers: yaml }],
  "a validation": ["validateRequest", {}],
  "a validation in YAML": ["validateRequest", { headers: yaml }],
  "a verdict": ["decideRun", { as: "grace", headers: seen }],
  "a cancellation": ["cancelRun", { as: "grace" }],
};

for (const [what, [handler, sent]] of Object.entries(doors))
  test(`answers any text sent as ${what} with a problem that says where, and writes nothing`, async () => {
    const before = Object.getOwnPropertyNames(Object.prototype).toSorted();
    let entry = await door();
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const answer = await entry.send(handler, { ...sent, body: text });
        if ((answer.status ?? 200) < 300) {
          entry = await door(); // it happened to be a good one
          return;
        }
        problemOf(answer, text);
        assert.equal(entry.written(), 0);
      }),
      { numRuns: 300, examples: unreadable.map((text) => [text]) },
    );
    assert.deepEqual(Object.getOwnPropertyNames(Object.prototype).toSorted(), before);
  });

/** What may stand in an address: anything, and what is nearly right. */
const parts = fc.oneof(
  words,
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.constantFrom(
    "exec-1",
    "exec-2",
    "accepted.json",
    "../exec-1/accepted.json",
    "update-plan-1.json",
    "tags",
    "-1",
    "0",
  ),
  fc.constantFrom("x".repeat(3000), "%2e%2e%2f", "' or PartitionKey ne '", "resources.dns", "infra-plan.json", "1e9"),
);

test("answers any address of a run, file, schema, path or page with what is there or a problem, and writes nothing", async () => {
  const entry = await door();
  const readers = [
    "getRun",
    "runEvents",
    "listArtifacts",
    "readArtifact",
    "whyRun",
    "cancelRun",
    "decideRun",
    "readSchema",
  ] as const;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...readers, "listRuns" as const),
      fc.record({ id: fc.oneof(fc.constant("exec-1"), parts), name: parts }),
      fc.dictionary(fc.oneof(fc.constantFrom("limit", "next", "trace", "after", "path"), parts), parts, { maxKeys: 3 }),
      async (handler, params, query) => {
        const isPost = handler === "cancelRun" || handler === "decideRun";
        const answer = await entry.send(handler, { params, query, as: "grace", ...(isPost && { body: "{" }) });
        if ((answer.status ?? 200) >= 300) problemOf(answer, JSON.stringify(query));
        assert.doesNotMatch(JSON.stringify(answer.headers ?? {}), /[\r\n]/);
        assert.equal(entry.written(), 0);
      },
    ),
    { numRuns: 1500 },
  );
});

const payloads = fc.oneof(
  mutated,
  tree,
  mutated.map((data) => ({ ...(data as object), tenant_id: "T-134", edition: "EU" })),
);
const envelopes = fc.oneof(
  tree,
  fc
    .record({ id: fc.oneof(words, fc.string({ minLength: 1 })), kind: fc.nat(2), data: payloads })
    .chain(({ id, kind, data }) =>
      fc.constantFrom("eventType", "type").map((field) => ({ id, [field]: RequestEventType.options[kind], data })),
    ),
);

test("takes, refuses or ignores any event, refusing with pointers into its data, and tells each refusal as a failure of validation [CP-134]", async () => {
  const ends = new Set<Taken>();
  await fc.assert(
    fc.asyncProperty(envelopes, async (event) => {
      const { app, topic, ledger } = await memoryApplication();
      const { runs, started } = memoryRuns();
      const wrong: Fault[][] = [];
      const create: typeof ledger.create = (name, document, labels) => {
        if (name.startsWith("refusals/")) wrong.push((JSON.parse(document) as { faults: Fault[] }).faults);
        return ledger.create(name, document, labels);
      };
      const taken = await provisionOnEvent({ ...app, ledger: { ...ledger, create } }, runs, event);
      ends.add(taken);
      assert.equal(started.length, taken === "started" ? 1 : 0);
      assert.deepEqual(
        topic.published.map(({ type, data: { stage } }) => [type, stage]),
        taken === "refused" ? [["ProvisioningFailed", "validation"]] : [],
      );
      assert.equal(wrong.length, taken === "refused" ? 1 : 0);
      const { data } = (event ?? {}) as { data?: unknown };
      for (const fault of wrong.flat()) assert.ok(resolves(data, fault), JSON.stringify(fault));
    }),
    { numRuns: 150 },
  );
  assert.ok(ends.has("refused") && ends.has("ignored"), [...ends].join());
});

/** A copy of a JSON value with its n-th inner value replaced. */
function replaced(value: unknown, index: number, replacement: unknown): unknown {
  let left = index;
  const copy = (inner: unknown): unknown => {
    if (left-- === 0) return replacement;
    if (Array.isArray(inner)) return inner.map(copy);
    if (typeof inner !== "object" || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, member]) => [key, copy(member)]));
  };
  return copy(value);
}
