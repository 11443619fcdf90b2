import type * as containerservice from "@pulumi/azure-native/containerservice";
import type * as keyvault from "@pulumi/azure-native/keyvault";
import type * as monitor from "@pulumi/azure-native/monitor";
import * as z from "zod";
import { input } from "../args/input.js";
import type { Overrides } from "../args/overrides.js";
import { placement, WorkspaceId } from "../args/placement.js";
import { unique } from "../args/unique.js";
import { VaultName } from "../key-vault/keyVaultArgs.js";
import { VaultSecretName } from "../key-vault/vaultSecretName.js";

/** Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcontainerservice */
const ClusterName = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/,
    "a cluster name has 1 to 63 letters, digits, _ and - and starts and ends with a letter or digit",
  );

/** Source: learn.microsoft.com/azure/aks/quotas-skus-regions */
const DnsPrefix = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,52}[A-Za-z0-9])?$/,
    "a DNS prefix has 1 to 54 letters, digits and hyphens and starts and ends with a letter or digit",
  );

export const AksClusterArgs = z.strictObject({
  ...placement,
  clusterName: input(ClusterName),
  /** First part of the API server's address. Fixed: another one replaces the cluster. */
  dnsPrefix: input(DnsPrefix),
  /** `1.31` takes the newest patch and stays within the minor version; text, because 1.30 is not 1.3. */
  kubernetesVersion: input(
    z.string().regex(/^1\.\d{1,2}(\.\d{1,3})?$/, 'write the version as text, "1.31" or "1.31.4"'),
  ),
  /** Nodes of the system pool. */
  nodeCount: input(z.int().min(1, "at least 1 node").max(1000, "at most 1000 nodes")),
  /** Source: learn.microsoft.com/azure/virtual-machines/vm-naming-conventions */
  vmSize: input(z.string().regex(/^Standard_[A-Za-z0-9_-]+$/, "a VM size reads like Standard_D2s_v5")),
  /** Availability zones of the nodes; none means that Azure chooses, and a zone that fails may take the cluster with it. */
  zones: z.array(z.enum(["1", "2", "3"])).superRefine(unique((zone) => zone)),
  /** Log Analytics workspace in the cluster's region that gets container logs and the control plane's audit log. */
  workspaceId: input(WorkspaceId).optional(),
  /** Vault in the same resource group, and the name of the secret in it, that receives the kubeconfig. */
  kubeconfig: z.strictObject({ vaultName: input(VaultName), secretName: VaultSecretName }).optional(),
  overrides: z
    .strictObject({
      cluster: z.custom<Overrides<containerservice.ManagedClusterArgs>>().optional(),
      kubeconfigSecret: z.custom<Overrides<keyvault.SecretArgs>>().optional(),
      collectionRule: z.custom<Overrides<monitor.DataCollectionRuleArgs>>().optional(),
      diagnostics: z.custom<Overrides<monitor.DiagnosticSettingArgs>>().optional(),
    })
    .optional(),
});
export type AksClusterArgs = z.input<typeof AksClusterArgs>;
