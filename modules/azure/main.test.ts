import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as azure from "./main.js";
import type { CompleteKind } from "./testing/completeKind.js";
import { completeKinds } from "./testing/completeKinds.js";
import { outputsOf, tags } from "./testing/examples.js";
import { synth } from "./testing/synth.js";

test("every resource that can carry tags carries the stack's tags [CP-005]", async () => {
  const kinds = await completeKinds();
  const declareAll = () => {
    for (const kind of kinds) kind.declare();
    return {};
  };
  const computed = Object.assign({}, ...kinds.map((kind) => kind.computed)) as CompleteKind["computed"];
  const { resources } = await synth(declareAll, { computed });
  const custom = resources.filter(({ type }) => type.startsWith("azure-native:"));
  const tagged = custom.filter(({ type }) => takesTags(type));
  const types = new Set(tagged.map(({ type }) => type));
  assert.ok(types.has("azure-native:storage:StorageAccount") && !types.has("azure-native:storage:BlobContainer"));
  for (const { type, inputs } of tagged) assert.deepEqual(inputs["tags"], tags, type);

  const records = custom.filter(({ type }) => type === "azure-native:dns:RecordSet");
  assert.ok(records.length > 0);
  for (const { inputs } of records) assert.deepEqual(inputs["metadata"], tags);
});

test("every component of the package is found by its folder, with everything it can declare", async () => {
  const names = Object.entries(azure).flatMap(([name, exported]) => (isComponent(exported) ? [name] : []));
  assert.deepEqual((await completeKinds()).map(({ component }) => component).sort(), names.sort());
});

test("has a module for each resource that the specification names [CP-064]", async () => {
  const found = (await completeKinds()).map(({ component }) => component);
  const named = ["AksCluster", "KeyVault", "Storage", "DnsZone", "LogAnalytics", "VirtualNetwork"];
  assert.deepEqual(
    named.filter((name) => !found.includes(name)),
    [],
  );
});

test("an output is unknown in a preview, never missing [CP-064]", async (t) => {
  for (const { component, declare, computed } of await completeKinds())
    await t.test(component, async () => {
      const applied = await synth(() => outputsOf(declare()), { computed });
      const previewed = await synth(() => outputsOf(declare()), { preview: true });
      assert.deepEqual(Object.keys(previewed.outputs), Object.keys(applied.outputs));
      assert.ok(Object.keys(applied.outputs).length > 0);
    });
});

test("everything that a component declares is its own child", async (t) => {
  for (const { component: name, declare, computed } of await completeKinds())
    await t.test(name, async () => {
      const { resources } = await synth(() => outputsOf(declare()), { computed });
      const [component, ...more] = resources.filter(({ type }) => type.startsWith("cloud-provisioner:"));
      assert.ok(component && more.length === 0);
      assert.equal(component.type, `cloud-provisioner:azure:${name}`);
      assert.deepEqual(component.inputs, {}, "a component keeps no copy of its arguments in the state");
      const children = resources.filter((resource) => resource !== component);
      assert.deepEqual([...new Set(children.map(({ parent }) => parent))], [component.name]);
    });
});

test("loads no more of azure-native than the modules in use", () => {
  const loaded = Object.keys(require.cache).filter((file) => file.includes("/@pulumi/azure-native/"));
  assert.ok(loaded.length > 0);
  assert.deepEqual(
    loaded.filter((file) => /azure-native\/(index|provider)\.js$/.test(file)),
    [],
  );
});

/** Whether azure-native sends a `tags` argument of this type to Azure. */
function takesTags(type: string): boolean {
  const [, module, resource] = type.split(":") as [string, string, string];
  const file = `@pulumi/azure-native/${module}/${resource.charAt(0).toLowerCase()}${resource.slice(1)}.js`;
  return readFileSync(require.resolve(file), "utf8").includes('resourceInputs["tags"] = args?.tags');
}

function isComponent(exported: unknown): boolean {
  return typeof exported === "function" && exported.prototype instanceof pulumi.ComponentResource;
}
