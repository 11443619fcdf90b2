import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CanonicalPlan } from "../../shared/contracts/change.js";
import { canonicalPlan } from "./canonicalPlan.js";
import { StepMetadata } from "./engineEvent.js";

const signature = "4dabf18193072939515e22adb298388d";
const secret = (ciphertext: string) => ({ [signature]: "1b47061264138c4ac30d75fd1eb44270", ciphertext });
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const urnOf = (name: string) => `urn:pulumi:dev::shop::azure-native:storage:StorageAccount::${name}`;

function step(name: string, metadata: Partial<StepMetadata> & Pick<StepMetadata, "op">): StepMetadata {
  const { old, new: created = {}, ...rest } = metadata;
  const sides = { old: old ? { custom: true, ...old } : null, new: { custom: true, ...created } };
  return { urn: urnOf(name), type: "azure-native:storage:StorageAccount", ...sides, ...rest };
}

test("a new resource is shown with all its inputs, secrets and unknowns as words", () => {
  const inputs = { location: "westeurope", groupName: unknown, key: secret("[secret]"), nested: { a: [secret("x")] } };
  const { steps, changes } = canonicalPlan([step("sa", { op: "create", new: { inputs } })]);
  assert.deepEqual(changes, { create: 1, update: 0, replace: 0, delete: 0, same: 0 });
  assert.deepEqual(
    steps[0]?.changes.map(({ path, kind, after }) => [path, kind, after]),
    [
      ["groupName", "add", "[unknown]"],
      ["key", "add", "[secret]"],
      ["location", "add", "westeurope"],
      ["nested", "add", { a: ["[secret]"] }],
    ],
  );
});

test("an update names each changed path with its value before and after", () => {
  const { steps } = canonicalPlan([
    step("sa", {
      op: "update",
      diffs: ["tags", "sku"],
      old: { inputs: { tags: { "a.b": "1" }, sku: { name: "Standard_LRS" } } },
      new: { inputs: { tags: { "a.b": "2", c: "3" }, sku: {} } },
      detailedDiff: {
        'tags["a.b"]': { diffKind: "update", inputDiff: true },
        "tags.c": { diffKind: "add", inputDiff: true },
        "sku.name": { diffKind: "delete", inputDiff: true },
      },
    }),
  ]);
  assert.deepEqual(steps[0]?.changes, [
    { path: "sku.name", kind: "delete", forcesReplacement: false, before: "Standard_LRS" },
    { path: "tags.c", kind: "add", forcesReplacement: false, after: "3" },
    { path: 'tags["a.b"]', kind: "update", forcesReplacement: false, before: "1", after: "2" },
  ]);
});

test("the three operations of a replacement are one step that names what forces it", () => {
  const sides = { old: { inputs: { location: "westeurope" } }, new: { inputs: { location: "northeurope" } } };
  const diff = {
    keys: ["location"],
    detailedDiff: { location: { diffKind: "update-replace" as const, inputDiff: true } },
  };
  const { steps, changes } = canonicalPlan([
    step("sa", { op: "delete-replaced", old: sides.old }),
    step("sa", { op: "replace", ...sides, ...diff }),
    step("sa", { op: "create-replacement", ...sides, ...diff }),
  ]);
  assert.equal(steps.length, 1);
  assert.equal(changes.replace, 1);
  assert.deepEqual([steps[0]?.op, steps[0]?.replaceKeys], ["replace", ["location"]]);
  assert.deepEqual(steps[0]?.changes, [
    { path: "location", kind: "update", forcesReplacement: true, before: "westeurope", after: "northeurope" },
  ]);
});

test("components and the stack itself are steps, and no resources that are counted", () => {
  const component = {
    ...step("vault", { op: "create" }),
    type: "cloud-provisioner:azure:KeyVault",
    new: { inputs: {} },
  };
  const { steps, changes } = canonicalPlan([component, step("sa", { op: "create", new: { inputs: {} } })]);
  assert.deepEqual([steps.length, changes.create], [2, 1]);
});

test("what stays and the engine's providers make no step; only the former is counted", () => {
  const provider = {
    type: "pulumi:providers:azure-native",
    urn: "urn:pulumi:dev::shop::pulumi:providers:azure-native::d",
  };
  const { steps, changes } = canonicalPlan([
    step("sa", { op: "same" }),
    { ...step("x", { op: "create", new: { inputs: {} } }), ...provider },
  ]);
  assert.deepEqual(steps, []);
  assert.deepEqual(changes, { create: 0, update: 0, replace: 0, delete: 0, same: 1 });
});

test("drift is what a refresh found, not that it looked", () => {
  const { steps, changes } = canonicalPlan([
    step("a", { op: "refresh", new: { inputs: {} } }),
    step("b", { op: "refresh", new: { inputs: {} } }),
    step("c", { op: "refresh", new: { inputs: {} } }),
    step("a", { op: "same", new: { inputs: {} } }),
    step("b", {
      op: "update",
      old: { inputs: { tls: "1.2" } },
      new: { inputs: { tls: "1.0" } },
      detailedDiff: { tls: { diffKind: "update", inputDiff: true } },
    }),
    step("c", { op: "delete", old: { inputs: {} } }),
  ]);
  assert.deepEqual(
    steps.map(({ name, op }) => [name, op]),
    [
      ["b", "update"],
      ["c", "delete"],
    ],
  );
  assert.deepEqual(changes, { create: 0, update: 1, replace: 0, delete: 1, same: 1 });
});

test("a value that is secret on one side of a change is hidden on both", () => {
  const { steps } = canonicalPlan([
    step("sa", {
      op: "update",
      old: { inputs: { properties: { value: secret("[secret]") } } },
      new: { inputs: { properties: { value: "Pa55w.rd" } } },
      detailedDiff: {
        "properties.value": { diffKind: "update", inputDiff: true },
        properties: { diffKind: "update", inputDiff: true },
      },
    }),
  ]);
  assert.doesNotMatch(JSON.stringify(steps), /Pa55w/);
});

test("a difference without details is named by its property", () => {
  const { steps } = canonicalPlan([
    step("sa", { op: "update", diffs: ["kind"], old: { inputs: { kind: "A" } }, new: { inputs: { kind: "B" } } }),
  ]);
  assert.deepEqual(steps[0]?.changes, [
    { path: "kind", kind: "update", forcesReplacement: false, before: "A", after: "B" },
  ]);
});

const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: "small" },
    fc.string(),
    fc.integer(),
    fc.constant(unknown),
    fc.string().map(secret),
    fc.array(tie("any"), { maxLength: 3 }),
    fc.dictionary(fc.string({ minLength: 1, maxLength: 4 }), tie("any"), { maxKeys: 3 }),
  ),
})).any;
const inputs = fc.dictionary(fc.constantFrom("a", "b", "c", "tags", "sku"), value, { maxKeys: 4 });
const anyStep = fc
  .record({
    name: fc.constantFrom("one", "two", "three", "four", "five", "six"),
    op: fc.constantFrom<StepMetadata["op"][]>("create", "update", "delete", "same", "create-replacement"),
    old: fc.record({ inputs, custom: fc.constant(true) }),
    new: fc.record({ inputs, custom: fc.constant(true) }),
  })
  .map(({ name, op, ...sides }) =>
    StepMetadata.parse({
      ...step(name, { op }),
      ...sides,
      detailedDiff: Object.fromEntries(
        Object.keys(sides.new.inputs).map((key) => [key, { diffKind: "update", inputDiff: true }]),
      ),
    }),
  );
const walk = fc.uniqueArray(anyStep, { selector: ({ urn }) => urn, maxLength: 6 });

test("two previews of one thing are equal whatever the engine varies: order, key order, ciphertexts", () => {
  fc.assert(
    fc.property(walk, fc.infiniteStream(fc.nat()), (steps, random) => {
      const varied = steps
        .map((original) => ({ at: Number(random.next().value), original }))
        .sort((x, y) => x.at - y.at)
        .map(({ original }) => vary(original));
      assert.equal(JSON.stringify(canonicalPlan(varied)), JSON.stringify(canonicalPlan(steps)));
    }),
  );
});

test("every plan satisfies its contract, in URN order, its steps and its counts agreeing", () => {
  fc.assert(
    fc.property(walk, (steps) => {
      const plan = canonicalPlan(steps);
      assert.deepEqual(CanonicalPlan.parse(plan), plan);
      const urns = plan.steps.map(({ urn }) => urn);
      assert.deepEqual(urns, urns.toSorted());
      const { same, ...changed } = plan.changes;
      assert.equal(plan.steps.length + same, steps.length);
      assert.equal(plan.steps.length, changed.create + changed.update + changed.replace + changed.delete);
      assert.doesNotMatch(JSON.stringify(plan), new RegExp(signature));
    }),
  );
});

/** The same data as another preview would send it. */
function vary<T>(data: T): T;
function vary(data: unknown): unknown {
  if (Array.isArray(data)) return data.map((item: unknown) => vary(item));
  if (typeof data !== "object" || data === null) return data;
  const entries = Object.entries(data as Record<string, unknown>).reverse();
  return Object.fromEntries(entries.map(([key, item]) => [key, key === "ciphertext" ? "other" : vary(item)]));
}
