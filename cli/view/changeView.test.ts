import assert from "node:assert/strict";
import { test } from "node:test";
import pc from "picocolors";
import type { PlanStep } from "../../shared/contracts/change.js";
import { planView, summaryView } from "./changeView.js";

const plain = pc.createColors(false);
const vault = "urn:pulumi:s::p::cloud-provisioner:azure:KeyVault";
const step = (over: Partial<PlanStep>): PlanStep => ({
  urn: `${vault}$azure-native:keyvault:Vault::vault`,
  type: "azure-native:keyvault:Vault",
  name: "vault",
  op: "create",
  replaceKeys: [],
  changes: [],
  retainOnDelete: false,
  protect: false,
  ...over,
});

test("shows resources below the module that makes them, and no module as a resource", () => {
  const module = step({ urn: `${vault}::vault`, type: "cloud-provisioner:azure:KeyVault" });
  const stack = step({ urn: "urn:pulumi:s::p::pulumi:pulumi:Stack::p-s", type: "pulumi:pulumi:Stack" });
  assert.equal(planView([step({}), module, stack], plain), "  KeyVault\n    + keyvault:Vault  vault");
});

test("shows what changes from what to what, and why a resource is replaced", () => {
  const changed = step({
    op: "replace",
    replaceKeys: ["location"],
    changes: [
      { path: "location", kind: "update", forcesReplacement: true, before: "westeurope", after: "northeurope" },
      { path: "tags.team", kind: "add", forcesReplacement: false, after: "blue" },
      { path: "tags.old", kind: "delete", forcesReplacement: false, before: "x".repeat(80) },
    ],
  });
  assert.deepEqual(planView([changed], plain).split("\n"), [
    "  KeyVault",
    "    ± keyvault:Vault  vault",
    "        because location cannot be changed in place",
    "        ~ location: westeurope → northeurope",
    "        + tags.team: blue",
    `        - tags.old: ${"x".repeat(59)}…`,
  ]);
});

test("counts in one line", () => {
  assert.equal(
    summaryView({ create: 2, update: 0, replace: 1, delete: 0, same: 3 }, plain),
    "2 to create · 1 to replace · 3 unchanged",
  );
  assert.equal(summaryView({ create: 0, update: 0, replace: 0, delete: 0, same: 0 }, plain), "nothing to do");
});
