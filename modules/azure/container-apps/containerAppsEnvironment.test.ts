import assert from "node:assert/strict";
import { test } from "node:test";
import { containerAppsEnvironmentArgs } from "../testing/dataExamples.js";
import { only, outputsOf, workspaceId } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { synth } from "../testing/synth.js";
import { ContainerAppsEnvironment } from "./containerAppsEnvironment.js";
import type { ContainerAppsEnvironmentArgs } from "./containerAppsEnvironmentArgs.js";

const subnetId =
  "/subscriptions/s/resourceGroups/rg-auth/providers/Microsoft.Network/virtualNetworks/vnet-auth/subnets/apps";
const steady = { name: "steady", type: "D4", minimumCount: 1, maximumCount: 3 } as const;

test("declares the golden public environment", async () => {
  const synthesis = await synth(() => outputsOf(new ContainerAppsEnvironment("apps", containerAppsEnvironmentArgs)));
  matchesGolden("container-apps.public", synthesis);
});

test("declares the golden internal environment over zones, with machines of its own and logs", async () => {
  const args = {
    ...containerAppsEnvironmentArgs,
    subnetId,
    internal: true,
    zoneRedundant: true,
    workloadProfiles: [steady],
    workspaceId,
  };
  matchesGolden("container-apps.internal", await synth(() => outputsOf(new ContainerAppsEnvironment("apps", args))));
});

test("sends logs to the workspace without a key of it", async () => {
  const args = { ...containerAppsEnvironmentArgs, workspaceId };
  const { resources } = await synth(() => outputsOf(new ContainerAppsEnvironment("apps", args)));
  const { inputs } = only(resources, "azure-native:app:ManagedEnvironment");
  assert.deepEqual(inputs["appLogsConfiguration"], { destination: "azure-monitor" });
  assert.equal(only(resources, "azure-native:monitor:DiagnosticSetting").inputs["workspaceId"], workspaceId);
});

const refused: readonly (readonly [string, Partial<ContainerAppsEnvironmentArgs>, RegExp])[] = [
  ["an internal environment without a subnet", { internal: true }, /give subnetId\n\s+→ at internal/],
  ["zones without a subnet", { zoneRedundant: true }, /give subnetId\n\s+→ at zoneRedundant/],
  ["a profile that is there anyway", { workloadProfiles: [{ ...steady, name: "Consumption" }] }, /there anyway/],
  ["a minimum above the maximum", { workloadProfiles: [{ ...steady, minimumCount: 4 }] }, /minimum is not above/],
  ["hyphens in a row", { environmentName: "cae--auth" }, /single hyphens/],
];
for (const [what, change, message] of refused) {
  test(`refuses ${what}`, () => {
    const args = { ...containerAppsEnvironmentArgs, ...change };
    assert.throws(() => new ContainerAppsEnvironment("apps", args), message);
  });
}
