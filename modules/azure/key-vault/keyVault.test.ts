import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { test } from "node:test";
import { keyVaultArgs, only, outputsOf, workspaceId } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { dnsZoneId, subnetId } from "../testing/networkExamples.js";
import { synth } from "../testing/synth.js";
import { KeyVault } from "./keyVault.js";
import type { KeyVaultArgs } from "./keyVaultArgs.js";

const secrets = [{ name: "auth-app-secret", value: pulumi.secret("s3cr3t") }];

test("declares the golden vault for applications only", async () => {
  const synthesis = await synth(() => outputsOf(new KeyVault("vault", { ...keyVaultArgs, secrets, workspaceId })));
  matchesGolden("key-vault.app-only", synthesis);
});

test("declares the golden vault for role assignments, protected against purging", async () => {
  const args = { ...keyVaultArgs, access: "rbac", purgeProtection: true, softDeleteRetentionInDays: 90 } as const;
  matchesGolden("key-vault.rbac", await synth(() => outputsOf(new KeyVault("vault", args))));
});

test("leaves purge protection out rather than turning it off, which Azure refuses", async () => {
  const properties = await vaultProperties({ ...keyVaultArgs, purgeProtection: false });
  assert.equal("enablePurgeProtection" in properties, false);
});

test("keeps every network and every reader out until an override lets one in", async () => {
  const closed = await vaultProperties(keyVaultArgs);
  assert.deepEqual(closed["accessPolicies"], []);
  assert.deepEqual(closed["networkAcls"], { bypass: "AzureServices", defaultAction: "Deny" });

  const open = { vault: { properties: { networkAcls: { ipRules: [{ value: "203.0.113.0/24" }] } } } };
  const opened = await vaultProperties({ ...keyVaultArgs, overrides: open });
  assert.deepEqual(opened["networkAcls"], {
    bypass: "AzureServices",
    defaultAction: "Deny",
    ipRules: [{ value: "203.0.113.0/24" }],
  });
});

test("lets in every network where asked to, which leaves it to Entra who reads, and never beside an endpoint", async () => {
  const properties = await vaultProperties({ ...keyVaultArgs, reachableFrom: "anywhere" });
  assert.deepEqual(properties["networkAcls"], { bypass: "AzureServices", defaultAction: "Allow" });
  const both = { ...keyVaultArgs, reachableFrom: "anywhere", privateEndpoint: { subnetId, dnsZoneId } } as const;
  assert.throws(() => new KeyVault("vault", both), /reached by that alone[^]*reachableFrom/);
});

test("marks a seeded value as secret even when it was given in plain, and deletes it with its vault", async () => {
  const plain = [{ name: "token", value: "plain-value" }];
  const { resources, outputs } = await synth(() =>
    outputsOf(new KeyVault("vault", { ...keyVaultArgs, secrets: plain })),
  );
  const secret = only(resources, "azure-native:keyvault:Secret");
  assert.deepEqual(secret.inputs["properties"], { "[secret]": { contentType: "text/plain", value: "plain-value" } });
  assert.equal(secret.deletedWith, "vault");
  assert.doesNotMatch(JSON.stringify(outputs), /plain-value/);
});

test("declares the golden vault that only its network reaches", async () => {
  const args = { ...keyVaultArgs, privateEndpoint: { subnetId, dnsZoneId } };
  const synthesis = await synth(() => outputsOf(new KeyVault("vault", args)));
  matchesGolden("key-vault.private", synthesis);
  const { inputs } = only(synthesis.resources, "azure-native:keyvault:Vault");
  assert.equal((inputs["properties"] as Record<string, unknown>)["publicNetworkAccess"], "Disabled");
});

test("names every wrong argument at once and repeats no value", () => {
  const wrong = {
    ...keyVaultArgs,
    vaultName: "kv--auth",
    softDeleteRetentionInDays: 3,
    secrets: [
      { name: "Token", value: "hunter2-is-not-a-name" },
      { name: "token", value: "" },
    ],
  };
  assert.throws(
    () => new KeyVault("vault", wrong),
    (error: Error) => {
      assert.ok(pulumi.RunError.isInstance(error));
      assert.match(error.message, /^KeyVault "vault" has arguments that Azure would refuse:/);
      for (const fault of [/single hyphens.*\n.*vaultName/, /at least 7 days/, /"token" is there twice/, /not empty/]) {
        assert.match(error.message, fault);
      }
      assert.doesNotMatch(error.message, /hunter2|kv--auth/);
      return true;
    },
  );
});

async function vaultProperties(args: KeyVaultArgs): Promise<Record<string, unknown>> {
  const { resources } = await synth(() => outputsOf(new KeyVault("vault", args)));
  return only(resources, "azure-native:keyvault:Vault").inputs["properties"] as Record<string, unknown>;
}
