import * as containerservice from "@pulumi/azure-native/containerservice";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { checked } from "../args/checked.js";
import { override, overridesOf } from "../args/overrides.js";
import { diagnosticSetting } from "../diagnostics/diagnosticSetting.js";
import { assignRole } from "../identity/assignRole.js";
import { checkedOutputs } from "../outputs/checkedOutputs.js";
import { computed } from "../outputs/computed.js";
import { EntraId, Host, HttpsUrl, ResourceId, ResourceName } from "../outputs/outputRules.js";
import { AksClusterArgs } from "./aksClusterArgs.js";
import { clusterSettings, systemPool } from "./clusterSettings.js";
import { collectContainerInsights } from "./containerInsights.js";
import { keepKubeconfig } from "./kubeconfig.js";
import { maintain } from "./maintenance.js";
import { addUserPools } from "./userPools.js";

const AksClusterOutputs = z.strictObject({
  id: ResourceId,
  clusterName: ResourceName,
  fqdn: Host,
  oidcIssuerUrl: HttpsUrl,
  principalId: EntraId,
  kubeletPrincipalId: EntraId,
  kubeconfigReference: z.string().startsWith("vault://", "a reference starts with vault://").optional(),
});

/**
 * A Kubernetes cluster whose people and workloads are known to Entra: no local accounts, no stored credentials.
 *
 * Replacing it (other name, region, DNS prefix or network) deletes the running cluster first, so plan a second one
 * beside it instead. Azure changes the size of its nodes (`vmSize`) only in a new pool.
 */
export class AksCluster extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly clusterName: pulumi.Output<string>;
  /** Address of the API server; of a private cluster its address inside the network. */
  readonly fqdn: pulumi.Output<string>;
  /** Issuer that federated credentials of workloads trust. */
  readonly oidcIssuerUrl: pulumi.Output<string>;
  /** Object id of the cluster's own identity: what changes load balancers and addresses. */
  readonly principalId: pulumi.Output<string>;
  /** Object id of the nodes' identity: what pulls images, for example with the role AcrPull. */
  readonly kubeletPrincipalId: pulumi.Output<string>;
  /** `vault://<secretName>`: where the kubeconfig is. Its content is never an output. Undefined when none was asked for. */
  readonly kubeconfigReference: pulumi.Output<string | undefined>;

  constructor(name: string, args: AksClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    const { overrides, ...given } = checked(AksClusterArgs, "AksCluster", name, args);
    super("cloud-provisioner:azure:AksCluster", name, {}, opts);
    const { resourceGroupName, location, workspaceId, tags } = given;

    const cluster = new containerservice.ManagedCluster(
      name,
      override<containerservice.ManagedClusterArgs>(
        {
          resourceGroupName,
          location,
          resourceName: given.clusterName,
          dnsPrefix: given.dnsPrefix,
          kubernetesVersion: given.kubernetesVersion,
          agentPoolProfiles: [systemPool(given)],
          ...clusterSettings(given),
          tags,
        },
        overrides?.cluster,
      ),
      // What the autoscaler has changed since is not the program's to change back.
      { parent: this, ...(given.autoscale && { ignoreChanges: ["agentPoolProfiles[0].count"] }) },
    );
    const identities = { principalId: true, kubeletPrincipalId: true } as const;
    const { principalId, kubeletPrincipalId } = checkedOutputs(AksClusterOutputs.pick(identities), "AksCluster", name, {
      principalId: computed(cluster, cluster.identity, (identity) => identity?.principalId),
      kubeletPrincipalId: computed(
        cluster,
        cluster.identityProfile,
        (profile) => profile?.["kubeletidentity"]?.objectId,
      ),
    });
    const { subnetId, userPools = [], maintenanceWindow } = given;
    if (subnetId !== undefined) {
      // For load balancers and routes: Azure gives the cluster rights in its own network only.
      // Source: learn.microsoft.com/azure/aks/use-managed-identity#add-role-assignment
      const access = { key: "subnet", role: "Network Contributor", scope: subnetId, principalId } as const;
      assignRole(name, access, overrides?.subnetRole, this);
    }
    const { kubernetesVersion, registries = [], zones } = given;
    for (const registry of registries) {
      const access = { key: `pull-${registry.name}`, role: "AcrPull", scope: registry.id } as const;
      const { registryRole } = overrides ?? {};
      assignRole(name, { ...access, principalId: kubeletPrincipalId }, overridesOf(registryRole, registry.name), this);
    }
    const pools = { cluster, resourceGroupName, kubernetesVersion, zones, subnetId, pools: userPools, tags };
    addUserPools(name, pools, overrides?.userPool, this);
    if (maintenanceWindow)
      maintain(name, { cluster, resourceGroupName, window: maintenanceWindow }, overrides?.maintenance, this);

    if (workspaceId !== undefined) {
      collectContainerInsights(
        name,
        { cluster, resourceGroupName, location, clusterName: given.clusterName, workspaceId, tags },
        overrides,
        this,
      );
      diagnosticSetting(
        name,
        {
          resourceUri: cluster.id,
          workspaceId,
          logs: controlPlaneLogs.map((category) => ({ category })),
          metrics: ["AllMetrics"],
          dedicatedTables: true,
          overrides: overrides?.diagnostics,
        },
        this,
      );
    }

    const { kubeconfig } = given;
    const outputs = checkedOutputs(AksClusterOutputs, "AksCluster", name, {
      id: cluster.id,
      clusterName: cluster.name,
      fqdn: given.private ? cluster.privateFQDN : cluster.fqdn,
      oidcIssuerUrl: computed(cluster, cluster.oidcIssuerProfile, (profile) => profile?.issuerURL),
      principalId,
      kubeletPrincipalId,
      kubeconfigReference: kubeconfig
        ? keepKubeconfig(name, { cluster, resourceGroupName, ...kubeconfig, tags }, overrides?.kubeconfigSecret, this)
        : pulumi.output(undefined),
    });
    this.id = outputs.id;
    this.clusterName = outputs.clusterName;
    this.fqdn = outputs.fqdn;
    this.oidcIssuerUrl = outputs.oidcIssuerUrl;
    this.principalId = outputs.principalId;
    this.kubeletPrincipalId = outputs.kubeletPrincipalId;
    this.kubeconfigReference = outputs.kubeconfigReference;
    this.registerOutputs(outputs);
  }
}

/**
 * Who did what, and why the control plane refused it. `kube-audit-admin` leaves out the reads that make `kube-audit` huge.
 *
 * Source: learn.microsoft.com/azure/aks/monitor-aks#aks-control-planeresource-logs
 */
const controlPlaneLogs = ["kube-apiserver", "kube-audit-admin", "kube-controller-manager", "kube-scheduler", "guard"];
