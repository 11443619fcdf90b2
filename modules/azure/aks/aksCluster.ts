import * as containerservice from "@pulumi/azure-native/containerservice";
import * as pulumi from "@pulumi/pulumi";
import { checked } from "../args/checked.js";
import { override } from "../args/overrides.js";
import { diagnosticSetting } from "../diagnostics/diagnosticSetting.js";
import { computed } from "../outputs/computed.js";
import { AksClusterArgs } from "./aksClusterArgs.js";
import { clusterSettings, systemPool } from "./clusterSettings.js";
import { collectContainerInsights } from "./containerInsights.js";
import { keepKubeconfig } from "./kubeconfig.js";

/**
 * A Kubernetes cluster whose people and workloads are known to Entra: no local accounts, no stored credentials.
 *
 * Replacing it (other name, region, DNS prefix or network) deletes the running cluster first, so plan a second one
 * beside it instead. Azure changes the size of its nodes (`vmSize`) only in a new pool.
 */
export class AksCluster extends pulumi.ComponentResource {
  readonly clusterName: pulumi.Output<string>;
  /** Address of the API server. */
  readonly fqdn: pulumi.Output<string>;
  /** Issuer that federated credentials of workloads trust. */
  readonly oidcIssuerUrl: pulumi.Output<string>;
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
      { parent: this },
    );

    if (workspaceId !== undefined) {
      collectContainerInsights(
        name,
        { cluster, resourceGroupName, location, clusterName: given.clusterName, workspaceId, tags },
        overrides?.collectionRule,
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
    this.kubeconfigReference = kubeconfig
      ? keepKubeconfig(name, { cluster, resourceGroupName, ...kubeconfig, tags }, overrides?.kubeconfigSecret, this)
      : pulumi.output(undefined);
    this.clusterName = cluster.name;
    this.fqdn = cluster.fqdn;
    this.oidcIssuerUrl = computed(cluster, cluster.oidcIssuerProfile, (profile) => profile?.issuerURL);
    this.registerOutputs({
      clusterName: this.clusterName,
      fqdn: this.fqdn,
      oidcIssuerUrl: this.oidcIssuerUrl,
      kubeconfigReference: this.kubeconfigReference,
    });
  }
}

/**
 * Who did what, and why the control plane refused it. `kube-audit-admin` leaves out the reads that make `kube-audit` huge.
 *
 * Source: learn.microsoft.com/azure/aks/monitor-aks#aks-control-planeresource-logs
 */
const controlPlaneLogs = ["kube-apiserver", "kube-audit-admin", "kube-controller-manager", "kube-scheduler", "guard"];
