import type * as pulumi from "@pulumi/pulumi";
import type { AksClusterArgs } from "../aks/aksClusterArgs.js";
import type { DnsZoneArgs } from "../dns-zone/dnsZoneArgs.js";
import type { KeyVaultArgs } from "../key-vault/keyVaultArgs.js";
import type { LogAnalyticsArgs } from "../log-analytics/logAnalyticsArgs.js";
import type { StorageArgs } from "../storage/storageArgs.js";
import type { SynthResource } from "./synth.js";

export const tags = { trace_id: "trace-1", blueprint_id: "auth", provisioned_by: "cloud-provisioner-agent" };

const place = { resourceGroupName: "rg-auth", location: "westeurope", tags };

export const workspaceId =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-auth/providers/Microsoft.OperationalInsights/workspaces/log-auth";

/** Arguments as plain as they get, one per kind; a test changes the part it is about. */
export const logAnalyticsArgs: LogAnalyticsArgs = {
  ...place,
  workspaceName: "log-auth",
  insightsName: "appi-auth",
  retentionInDays: 30,
};

export const keyVaultArgs: KeyVaultArgs = {
  ...place,
  vaultName: "kv-auth-1a2b3c4d",
  access: "app-only",
  purgeProtection: false,
  softDeleteRetentionInDays: 7,
  secrets: [],
};

export const storageArgs: StorageArgs = {
  ...place,
  accountName: "stauth1a2b3c4d",
  sku: "Standard_ZRS",
  accessTier: "Hot",
  containers: [],
};

export const aksClusterArgs: AksClusterArgs = {
  ...place,
  clusterName: "aks-auth",
  dnsPrefix: "auth",
  kubernetesVersion: "1.31",
  nodeCount: 3,
  vmSize: "Standard_D2s_v5",
  zones: [],
};

export const dnsZoneArgs: DnsZoneArgs = { resourceGroupName: "rg-auth", zoneName: "example.com", records: [], tags };

/** The one resource of a type. */
export function only(resources: readonly SynthResource[], type: string): SynthResource {
  const [found, ...more] = resources.filter((resource) => resource.type === type);
  if (!found || more.length > 0) throw new Error(`expected one ${type}, found ${found ? more.length + 1 : 0}`);
  return found;
}

/** Every public output of a component, by name: all that a program could export. */
export function outputsOf(component: pulumi.ComponentResource): pulumi.Inputs {
  return Object.fromEntries(
    Object.entries(component).filter(([key, value]) => !key.startsWith("__") && key !== "urn" && isOutput(value)),
  );
}

function isOutput(value: unknown): boolean {
  return typeof value === "object" && value !== null && "__pulumiOutput" in value;
}
