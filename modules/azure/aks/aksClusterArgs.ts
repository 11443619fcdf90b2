import type * as authorization from "@pulumi/azure-native/authorization";
import type * as containerservice from "@pulumi/azure-native/containerservice";
import type * as keyvault from "@pulumi/azure-native/keyvault";
import type * as monitor from "@pulumi/azure-native/monitor";
import * as z from "zod";
import { RegistryId, SubnetId } from "../args/armId.js";
import { input } from "../args/input.js";
import type { EachOverrides, Overrides } from "../args/overrides.js";
import { placement, WorkspaceId } from "../args/placement.js";
import { unique } from "../args/unique.js";
import { VaultName } from "../key-vault/keyVaultArgs.js";
import { VaultSecretName } from "../key-vault/vaultSecretName.js";
import { parsePrefix } from "../network/addressRange.js";
import { MaintenanceWindow } from "./maintenance.js";
import { Autoscale, NodeCount, UserPools, VmSize, Zones } from "./poolArgs.js";

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

/** Source: learn.microsoft.com/azure/aks/configure-azure-cni-overlay */
const ServiceCidr = z.string().superRefine((prefix, context) => {
  const parsed = parsePrefix(prefix);
  if (parsed.kind !== "range" || parsed.range.bits < 12 || parsed.range.bits > 27)
    context.addIssue({ code: "custom", message: "write a range of /12 to /27 like 172.20.0.0/16" });
});

const IpRange = z.union([z.cidrv4(), z.ipv4()], {
  error: () => "write an IPv4 range like 203.0.113.0/24, or one address",
});

const Registry = z.strictObject({
  /** What it is called in the program, for example `registry`; part of the name of the role's assignment. */
  name: z.string().regex(/^[a-z0-9-]{1,60}$/, "a name has 1 to 60 lower-case letters, digits and hyphens"),
  id: input(RegistryId),
});

export const AksClusterArgs = z
  .strictObject({
    ...placement,
    clusterName: input(ClusterName),
    /** First part of the API server's address. Fixed: another one replaces the cluster. */
    dnsPrefix: input(DnsPrefix),
    /** `1.31` takes the newest patch and stays within the minor version; text, because 1.30 is not 1.3. */
    kubernetesVersion: input(
      z.string().regex(/^1\.\d{1,2}(\.\d{1,3})?$/, 'write the version as text, "1.31" or "1.31.4"'),
    ),
    /**
     * What Azure promises of the control plane. Default: `Standard` over zones, else `Free`, which promises nothing.
     * Source: learn.microsoft.com/azure/aks/free-standard-pricing-tiers
     */
    tier: z.enum(["Free", "Standard", "Premium"]).optional(),
    /**
     * `AKSLongTermSupport` keeps a version patched for a second year and needs the tier Premium; versions that are only
     * under long-term support need it. Default `KubernetesOfficial`.
     * Source: learn.microsoft.com/azure/aks/long-term-support
     */
    supportPlan: z.enum(["KubernetesOfficial", "AKSLongTermSupport"]).optional(),
    /** Nodes of the system pool. */
    nodeCount: NodeCount,
    /** Lets Azure change the number of nodes of the system pool; the stack then no longer does. */
    autoscale: Autoscale.optional(),
    vmSize: VmSize,
    /** Availability zones of the nodes; none means that Azure chooses, and a zone that fails may take the cluster with it. */
    zones: Zones,
    /** Pools for workloads; with any, the system pool runs only what the cluster itself needs. */
    userPools: UserPools.optional(),
    /** Subnet of the nodes, of purpose `cluster`. Without one Azure makes a network of its own. Fixed. */
    subnetId: input(SubnetId).optional(),
    /** Addresses of Kubernetes services; must share none with the network, or with any that is peered. Default `172.20.0.0/16`. Needs `subnetId`. */
    serviceCidr: ServiceCidr.optional(),
    /** Gives the API server an address in the network and none on the internet. Fixed: it cannot be changed later. */
    private: z.boolean().optional(),
    /**
     * From where the API server is reached; from everywhere where there are none. Not for a private one. At most 200.
     * Source: learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges
     */
    authorizedIpRanges: z.array(IpRange).max(200, "at most 200 ranges").optional(),
    /** How far Azure upgrades Kubernetes by itself. Default `patch`: within the declared minor version. */
    upgradeChannel: z.enum(["none", "patch", "stable", "rapid", "node-image"]).optional(),
    /** How the nodes' operating system is kept current. Default `NodeImage`: a new image about every week. */
    nodeOsUpgradeChannel: z.enum(["None", "Unmanaged", "SecurityPatch", "NodeImage"]).optional(),
    /** When Azure may upgrade; without one at any time. */
    maintenanceWindow: MaintenanceWindow.optional(),
    /**
     * Registries that the nodes pull images from: their identity gets the role AcrPull on each and no other.
     * Source: learn.microsoft.com/azure/aks/cluster-container-registry-integration
     */
    registries: z
      .array(Registry)
      .superRefine(unique(({ name }) => name))
      .optional(),
    /** Log Analytics workspace in the cluster's region that gets container logs and the control plane's audit log. */
    workspaceId: input(WorkspaceId).optional(),
    /** Vault in the same resource group, and the name of the secret in it, that receives the kubeconfig. */
    kubeconfig: z.strictObject({ vaultName: input(VaultName), secretName: VaultSecretName }).optional(),
    overrides: z
      .strictObject({
        cluster: z.custom<Overrides<containerservice.ManagedClusterArgs>>().optional(),
        kubeconfigSecret: z.custom<Overrides<keyvault.SecretArgs>>().optional(),
        collectionRule: z.custom<Overrides<monitor.DataCollectionRuleArgs>>().optional(),
        collectionAssociation: z.custom<Overrides<monitor.DataCollectionRuleAssociationArgs>>().optional(),
        diagnostics: z.custom<Overrides<monitor.DiagnosticSettingArgs>>().optional(),
        /** For every user pool, or for each by its name. */
        userPool: z.custom<EachOverrides<containerservice.AgentPoolArgs>>().optional(),
        /** For both schedules, or for each by what it is about: `upgrades` or `node-images`. */
        maintenance: z.custom<EachOverrides<containerservice.MaintenanceConfigurationArgs, [of: string]>>().optional(),
        subnetRole: z.custom<Overrides<authorization.RoleAssignmentArgs>>().optional(),
        /** For every registry, or for each by its name. */
        registryRole: z.custom<EachOverrides<authorization.RoleAssignmentArgs>>().optional(),
      })
      .optional(),
  })
  .refine(({ supportPlan, tier }) => supportPlan !== "AKSLongTermSupport" || tier === "Premium", {
    message: "long-term support comes with the tier Premium only",
    path: ["supportPlan"],
  })
  .refine((args) => args.private !== true || args.authorizedIpRanges === undefined, {
    message: "a private API server is reached from its network only",
    path: ["authorizedIpRanges"],
  })
  .refine(({ serviceCidr, subnetId }) => serviceCidr === undefined || subnetId !== undefined, {
    message: "only a cluster in a subnet of yours chooses the addresses of its services",
    path: ["serviceCidr"],
  });
export type AksClusterArgs = z.input<typeof AksClusterArgs>;
