import assert from "node:assert/strict";
import { test } from "node:test";
import { outputsOf, tags } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { synth } from "../testing/synth.js";
import { ResourceGroup } from "./resourceGroup.js";

const args = { resourceGroupName: "rg-auth", location: "westeurope", tags };

test("declares the golden resource group", async () => {
  matchesGolden("resource-group.basic", await synth(() => outputsOf(new ResourceGroup("group", args))));
});

test("refuses a region by its display name, which would read back as a change", () => {
  assert.throws(() => new ResourceGroup("group", { ...args, location: "West Europe" }), /short name[^]*location/);
});

test("refuses an argument it does not know", () => {
  const misspelt = { ...args, tag: { owner: "team" } };
  assert.throws(() => new ResourceGroup("group", misspelt), /Unrecognized key: "tag"/);
});

test("refuses more tags than the tightest resource of a stack takes", () => {
  const many = Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`tag${index}`, "x"]));
  assert.throws(() => new ResourceGroup("group", { ...args, tags: many }), /at most 15 tags/);
});
