import assert from "node:assert/strict";
import { test } from "node:test";
import { containerRegistryArgs } from "../testing/dataExamples.js";
import { only, outputsOf, workspaceId } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { synth } from "../testing/synth.js";
import { ContainerRegistry } from "./containerRegistry.js";
import type { ContainerRegistryArgs } from "./containerRegistryArgs.js";

const replicas = [{ location: "northeurope", zoneRedundant: false }];

test("declares the golden basic registry", async () => {
  matchesGolden(
    "container-registry.basic",
    await synth(() => outputsOf(new ContainerRegistry("images", containerRegistryArgs))),
  );
});

test("declares the golden premium registry over zones and regions, with retention and logs", async () => {
  const args = {
    ...containerRegistryArgs,
    sku: "Premium",
    zoneRedundant: true,
    untaggedRetentionDays: 30,
    replicas,
    workspaceId,
  } as const;
  matchesGolden("container-registry.premium", await synth(() => outputsOf(new ContainerRegistry("images", args))));
});

test("has no admin user and no anonymous pulls in any tier", async () => {
  for (const sku of ["Basic", "Standard", "Premium"] as const) {
    const { resources } = await synth(() =>
      outputsOf(new ContainerRegistry("images", { ...containerRegistryArgs, sku })),
    );
    const { inputs } = only(resources, "azure-native:containerregistry:Registry");
    assert.deepEqual([inputs["adminUserEnabled"], inputs["anonymousPullEnabled"]], [false, false], sku);
  }
});

const refused: readonly (readonly [string, Partial<ContainerRegistryArgs>, RegExp])[] = [
  ["zone redundancy below Premium", { zoneRedundant: true }, /only a Premium registry is zone-redundant/],
  ["replicas below Premium", { replicas }, /only a Premium registry has replicas/],
  ["retention below Premium", { untaggedRetentionDays: 7 }, /only a Premium registry has a retention/],
  [
    "a replica beside the registry",
    { sku: "Premium", replicas: [{ location: "westeurope", zoneRedundant: false }] },
    /in this region itself[^]*replicas\[0\]/,
  ],
  ["a hyphen in its name", { registryName: "cr-auth" }, /5 to 50 letters and digits/],
];
for (const [what, change, message] of refused) {
  test(`refuses ${what}`, () => {
    assert.throws(() => new ContainerRegistry("images", { ...containerRegistryArgs, ...change }), message);
  });
}
