import assert from "node:assert/strict";
import { test } from "node:test";
import { only, outputsOf } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { ingressAddressArgs as plain } from "../testing/networkExamples.js";
import { synth } from "../testing/synth.js";
import { IngressAddress } from "./ingressAddress.js";
import type { IngressAddressArgs } from "./ingressAddressArgs.js";

test("declares the golden address over the region's zones, which one cluster may take", async () => {
  matchesGolden("ingress-address.zonal", await synth(() => outputsOf(new IngressAddress("ingress", plain))));
});

test("lets the cluster change the address and nothing beside it", async () => {
  const { resources } = await synth(() => outputsOf(new IngressAddress("ingress", plain)));
  const address = only(resources, "azure-native:network:PublicIPAddress");
  const roles = resources.filter(({ type }) => type === "azure-native:authorization:RoleAssignment");
  assert.deepEqual(
    roles.map(({ inputs }) => [String(inputs["roleDefinitionId"]).split("/").at(-1), inputs["principalId"]]),
    [
      ["4d97b98b-1d4f-4787-a291-c67834d212e7", plain.clusterPrincipalId],
      ["acdd72a7-3385-48ef-bd42-f606fba81ae7", plain.clusterPrincipalId],
    ],
    "Network Contributor, then Reader",
  );
  assert.match(String(roles[0]?.inputs["scope"]), new RegExp(`${address.name}$`), "contributes to the address alone");
});

test("gives a Service what it needs to take the address", async () => {
  const { outputs } = await synth(() => outputsOf(new IngressAddress("ingress", plain)));
  assert.deepEqual(outputs["annotations"], {
    "service.beta.kubernetes.io/azure-load-balancer-resource-group": "rg-auth",
    "service.beta.kubernetes.io/azure-pip-name": "pip-auth",
  });
});

test("names no zones where a region has none", async () => {
  const { resources } = await synth(() => outputsOf(new IngressAddress("ingress", { ...plain, zones: [] })));
  assert.equal("zones" in only(resources, "azure-native:network:PublicIPAddress").inputs, false);
});

const refused: readonly (readonly [string, Partial<IngressAddressArgs>, RegExp])[] = [
  ["a label with a dot", { dnsLabel: "auth.prd" }, /3 to 63 lower-case letters/],
  ["a label that starts with a digit", { dnsLabel: "1auth" }, /starts with a letter/],
  ["a name with a slash", { addressName: "pip/auth" }, /1 to 80 letters/],
  ["an identity by its name", { clusterPrincipalId: "aks-auth" }, /object id is a GUID/],
  ["a zone that does not exist", { zones: ["4" as "1"] }, /zones\[0\]/],
];
for (const [what, change, message] of refused) {
  test(`refuses ${what}`, () => {
    assert.throws(() => new IngressAddress("ingress", { ...plain, ...change }), message);
  });
}
