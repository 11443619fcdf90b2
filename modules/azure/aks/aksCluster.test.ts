import assert from "node:assert/strict";
import { test } from "node:test";
import { aksClusterArgs, only, outputsOf, workspaceId } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { mockKubeconfig } from "../testing/mockCloud.js";
import { synth } from "../testing/synth.js";
import { AksCluster } from "./aksCluster.js";
import { ruleName } from "./containerInsights.js";

const kubeconfig = { vaultName: "kv-auth-1a2b3c4d", secretName: "auth-kubeconfig" };

test("declares the golden cluster over three zones, watched, with its kubeconfig in a vault", async () => {
  const args = { ...aksClusterArgs, zones: ["1", "2", "3"] as ("1" | "2" | "3")[], workspaceId, kubeconfig };
  matchesGolden("aks.zonal", await synth(() => outputsOf(new AksCluster("cluster", args))));
});

test("declares the golden cluster with nothing asked for", async () => {
  matchesGolden("aks.plain", await synth(() => outputsOf(new AksCluster("cluster", aksClusterArgs))));
});

test("hands out a reference to the kubeconfig and never the kubeconfig [CP-051]", async () => {
  const { resources, outputs } = await synth(() =>
    outputsOf(new AksCluster("cluster", { ...aksClusterArgs, kubeconfig })),
  );
  assert.equal(outputs["kubeconfigReference"], "vault://auth-kubeconfig");
  assert.equal(JSON.stringify(outputs).includes("apiVersion"), false);

  const secret = only(resources, "azure-native:keyvault:Secret");
  assert.deepEqual(secret.inputs["properties"], {
    "[secret]": { contentType: "application/yaml", value: mockKubeconfig },
  });
  const elsewhere = resources.filter((resource) => resource !== secret);
  assert.equal(JSON.stringify(elsewhere).includes("apiVersion"), false);
});

test("does not ask for the kubeconfig of a cluster that is only planned", async () => {
  const { resources, outputs } = await synth(
    () => outputsOf(new AksCluster("cluster", { ...aksClusterArgs, kubeconfig })),
    { preview: true },
  );
  const { inputs } = only(resources, "azure-native:keyvault:Secret");
  assert.doesNotMatch(JSON.stringify(inputs["properties"]), /apiVersion/);
  assert.equal(outputs["kubeconfigReference"], "[unknown]");
});

test("has no way in but Entra: no local accounts, no service principal", async () => {
  const { resources } = await synth(() => outputsOf(new AksCluster("cluster", aksClusterArgs)));
  const { inputs } = only(resources, "azure-native:containerservice:ManagedCluster");
  assert.equal(inputs["disableLocalAccounts"], true);
  assert.deepEqual(inputs["aadProfile"], { enableAzureRBAC: true, managed: true });
  assert.deepEqual(inputs["identity"], { type: "SystemAssigned" });
  assert.equal("servicePrincipalProfile" in inputs, false);
});

test("refuses a version that lost its zero or is a number, and zones that do not exist", () => {
  const wrong = { ...aksClusterArgs, kubernetesVersion: 1.3 as unknown as string, zones: ["4" as "1"] };
  assert.throws(() => new AksCluster("cluster", wrong), /expected string[^]*kubernetesVersion[^]*zones\[0\]/);
  assert.throws(() => new AksCluster("cluster", { ...aksClusterArgs, kubernetesVersion: "v1.31" }), /as text, "1\.31"/);
});

test("names the collection rule as Azure's tools do, within 64 characters", () => {
  assert.equal(ruleName("westeurope", "aks-auth"), "MSCI-westeurope-aks-auth");
  const long = ruleName("westeurope", `${"a".repeat(47)}-${"b".repeat(15)}`);
  assert.equal(long, `MSCI-westeurope-${"a".repeat(47)}`);
});
