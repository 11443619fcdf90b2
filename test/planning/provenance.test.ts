import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { parse, stringify } from "yaml";
import type { Submission } from "../../functions/application.js";
import type { ResolvedPlan } from "../../shared/contracts/plan.js";
import type { Origin, Provenance, ProvenanceChain } from "../../shared/contracts/provenance.js";
import { valueAt } from "../../shared/intake/testing/resolves.js";
import { planLeaves } from "../../shared/planning/planLeaves.js";
import { memoryApplication } from "../kit/application.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { app } = await memoryApplication();
const caller = { id: "ada", name: "ada", kind: "person" } as const;

/** An example as its documents, by name; a single document has none. */
type Documents = ReadonlyMap<string | undefined, unknown>;

async function exampleDocuments(name: string): Promise<Documents> {
  const folder = join(root, "examples", name);
  const files = (await readdir(folder)).filter((file) => /\.(ya?ml|json)$/.test(file));
  const documents = new Map<string | undefined, unknown>();
  for (const file of files) {
    const text = await readFile(join(folder, file), "utf8");
    documents.set(files.length === 1 ? undefined : file, parse(text) as unknown);
  }
  return documents;
}

function submissionOf(documents: Documents): Submission {
  const single = documents.get(undefined);
  const whole = single ?? {
    documents: Object.fromEntries([...documents].map(([name, value]) => [String(name), stringify(value)])),
  };
  return { text: JSON.stringify(whole, null, 2), format: "json" };
}

/** The plan of a request, where it has one. */
function planOf(documents: Documents): ResolvedPlan | undefined {
  const accepted = app.accept(submissionOf(documents), caller);
  const resolved = accepted.ok ? app.resolve(accepted.value, undefined) : accepted;
  return resolved.ok ? resolved.value : undefined;
}

interface Input {
  readonly document: string | undefined;
  readonly path: readonly string[];
  readonly value: unknown;
}

function* inputsIn(document: string | undefined, value: unknown, path: readonly string[] = []): Generator<Input> {
  if (typeof value !== "object" || value === null) yield { document, path, value };
  else for (const [key, member] of Object.entries(value)) yield* inputsIn(document, member, [...path, key]);
}

/** Values of which some are another valid one, wherever a value stands. */
const texts = [
  ...["prod", "dev", "francecentral", "northeurope", "westus", "rbac", "app-only", "small", "large", "hot", "premium"],
  ...["local", "zone-redundant", "single", "failover", "single-region", "volume", "1.33", "1.34", "orders.example.org"],
  ...["OtherService", "cs-other", "high", "redis", "storage"],
];

function* otherValues(value: unknown): Generator {
  if (typeof value === "boolean") yield !value;
  if (typeof value === "number") yield* [1, value + 1, value - 1, value * 2];
  if (typeof value === "string")
    yield* [...texts.filter((text) => text !== value), `${value}x`, "authservice-app-secret"];
}

function changed(documents: Documents, { document, path }: Input, value: unknown): Documents {
  const copy = new Map([...documents].map(([name, each]) => [name, structuredClone(each)]));
  const keys = [...path];
  const last = keys.pop() ?? "";
  const holder = keys.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], copy.get(document));
  (holder as Record<string, unknown>)[last] = value;
  return copy;
}

/** Everything of a chain that points into what was sent. */
function origins(chain: readonly Provenance[]): Origin[] {
  return chain.flatMap((each): Origin[] => {
    if (each.kind === "rule") return origins(each.from ?? []);
    const own = each.kind === "input" || each.kind === "overlay" ? [each.origin] : [];
    return [...own, each.replaced?.origin].filter((origin) => origin !== undefined);
  });
}

/** Whether a chain points at an input, or at what holds it. */
function names(chain: ProvenanceChain, { document, path }: Input): boolean {
  const pointer = ["#", ...path].join("/");
  return origins(chain).some(
    (origin) =>
      origin.document === document &&
      origin.pointer !== "#" &&
      (pointer === decodeURIComponent(origin.pointer) || pointer.startsWith(`${decodeURIComponent(origin.pointer)}/`)),
  );
}

/** Every example that has a plan: `broken` is there to be refused. */
async function allExamples(): Promise<string[]> {
  return (await readdir(join(root, "examples"))).filter((name) => name !== "broken");
}

const examples = ["auth-service", "auth-service-request", "invoice-service", "orders-platform", "eu-multi-tenant"];
for (const example of examples)
  test(`names for every value of the plan of ${example} each input that changes it`, async () => {
    const documents = await exampleDocuments(example);
    const plan = planOf(documents);
    assert.ok(plan);
    const leaves = planLeaves(plan);
    const silent = new Set<string>();
    let effects = 0;
    for (const input of [...documents].flatMap(([name, value]) => [...inputsIn(name, value)])) {
      const tried = [...otherValues(input.value)].flatMap((value) => planOf(changed(documents, input, value)) ?? []);
      for (const other of tried.slice(0, 4)) {
        const after = planLeaves(other);
        for (const [path, before] of leaves) {
          if (!after.has(path) || JSON.stringify(after.get(path)) === JSON.stringify(before)) continue;
          effects++;
          const chains = [plan.provenance[path], other.provenance[path]].filter((chain) => chain !== undefined);
          if (!chains.some((chain) => names(chain, input)))
            silent.add(`${path} <- ${input.document ?? ""}#/${input.path.join("/")}`);
        }
      }
    }
    assert.deepEqual([...silent], []);
    assert.ok(effects > 20, `${effects} effects were seen`);
  });

for (const example of examples)
  test(`points for every value of the plan of ${example} to what stands there, in input and knowledge`, async () => {
    const documents = await exampleDocuments(example);
    const plan = planOf(documents);
    assert.ok(plan);
    const files = new Map<string, unknown>();
    for (const [path, value] of planLeaves(plan)) {
      const chain: ProvenanceChain | undefined = plan.provenance[path];
      assert.ok(chain && chain.length > 0, path);
      for (const { document, pointer } of origins(chain))
        assert.notEqual(valueAt(documents.get(document), pointer), undefined, `${path}: ${document ?? ""} ${pointer}`);
      for (const each of chain) {
        if (each.kind !== "default") continue;
        if (!files.has(each.file))
          files.set(each.file, parse(await readFile(join(root, "knowledge", each.file), "utf8")));
        const found = each.path
          .split(".")
          .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], files.get(each.file));
        assert.notEqual(found, undefined, `${path}: ${each.file} ${each.path}`);
        const isPattern = typeof found === "string" && found.includes("{");
        const isWhole = typeof found !== "object" && typeof value !== "object" && each === chain.at(-1);
        if (isWhole && !isPattern) assert.equal(value, found, `${path}: ${each.file} ${each.path}`);
      }
    }
  });

for (const example of await allExamples())
  test(`tells of every field that set a value of the plan of ${example} where it was written`, async () => {
    const { provenance } = planOf(await exampleDocuments(example)) ?? assert.fail();
    const nowhere = Object.entries(provenance).flatMap(([path, chain]) =>
      chain
        .flatMap((each): readonly Provenance[] => (each.kind === "rule" ? (each.from ?? []) : [each]))
        .filter((each) => (each.kind === "input" || each.kind === "overlay") && each.origin?.line === undefined)
        .map((each) => `${path} <- ${JSON.stringify(each)}`),
    );
    assert.deepEqual(nowhere, []);
  });

test("keeps what an overlay replaced, and where a region came from that nobody named", async () => {
  const documents = await exampleDocuments("auth-service");
  const { provenance } = planOf(documents) ?? assert.fail();
  const said = (path: string) =>
    (provenance[path] ?? []).map((each) => [each.kind, origins([each])[0]?.document, each.replaced?.value]);
  assert.deepEqual(said("identity.region"), [
    ["input", "cloud-region-map.yaml", undefined],
    ["rule", undefined, undefined],
  ]);
  assert.deepEqual(said("tags.trace_id"), [
    ["overlay", "environment-overlay.yaml", undefined],
    ["correction", undefined, "trace-789"],
    ["input", "component-scope.yaml", undefined],
  ]);
  const overlaid = new Map(documents).set("environment-overlay.staging.yaml", { replication: { storage: "local" } });
  const sku = planOf(overlaid)?.provenance["resources.storage.args.sku"]?.at(-1);
  const replication = sku?.kind === "rule" ? sku.from?.find(({ field }) => field === "replication.storage") : undefined;
  assert.deepEqual(
    [replication?.origin?.document, replication?.replaced?.value, replication?.replaced?.origin?.document],
    ["environment-overlay.staging.yaml", "geo-redundant", "replication-strategy.yaml"],
  );
});
