import type { PlannedResource, ResolvedPlan } from "../contracts/plan.js";
import { call, literal, reference, variableOf, type Code } from "./code.js";
import { vaultAgentManifest } from "./vaultAgentManifest.js";

/** One output of a stack: the key consumers read, what it is, and the expression that yields it. */
export interface StackOutputCode {
  readonly key: string;
  readonly meaning: string;
  readonly code: Code;
}

/**
 * The outputs of a plan under their canonical keys; a second resource of a kind gets keys that end in `_2`, one of the
 * secondary region keys that begin with `secondary_`.
 * No output holds a secret: the kubeconfig appears as a reference into the vault.
 * Source: specification sections 4.2 and 17.
 */
export function stackOutputs(plan: ResolvedPlan): StackOutputCode[] {
  const { identity, resources } = plan;
  const counts = new Map<string, number>();
  const outputs: StackOutputCode[] = [];
  for (const resource of resources) {
    const { region = identity.region } = resource;
    const isHere = region === identity.region;
    for (const { key, meaning, code } of [...outputsOf(resource), ...agentOf(resource, plan)]) {
      const regional = isHere ? key : `secondary_${key}`;
      const count = (counts.get(regional) ?? 0) + 1;
      counts.set(regional, count);
      outputs.push({
        key: count === 1 ? regional : `${regional}_${count}`,
        meaning: isHere ? meaning : `${meaning} (${region})`,
        code,
      });
    }
  }
  return outputs;
}

function agentOf(resource: PlannedResource, plan: ResolvedPlan): StackOutputCode[] {
  const code = vaultAgentManifest(resource, plan);
  return code ? [{ key: "vault_agent_manifest", meaning: "manifest of the agent that brings secrets", code }] : [];
}

function outputsOf(resource: PlannedResource): StackOutputCode[] {
  const variable = variableOf(resource.logicalName);
  const of = (property: string): Code => reference(variable, property);
  switch (resource.kind) {
    case "resource-group":
      return [{ key: "resource_group", meaning: "resource group of the stack", code: of("name") }];
    case "log-analytics":
      return [
        { key: "log_analytics_workspace_id", meaning: "workspace that receives logs", code: of("workspaceId") },
        { key: "app_insights_id", meaning: "Application Insights that receives traces", code: of("insightsId") },
      ];
    case "key-vault":
      return [
        { key: "key_vault_name", meaning: "name of the vault", code: of("vaultName") },
        { key: "key_vault_uri", meaning: "address of the vault", code: of("vaultUri") },
      ];
    case "storage":
      return [
        { key: "storage_account_name", meaning: "name of the storage account", code: of("accountName") },
        { key: "storage_url", meaning: "address of its blobs", code: of("blobEndpoint") },
      ];
    case "aks":
      return [
        { key: "aks_cluster_name", meaning: "name of the cluster", code: of("clusterName") },
        { key: "aks_cluster_fqdn", meaning: "address of the cluster's API server", code: of("fqdn") },
        { key: "aks_oidc_issuer_url", meaning: "issuer that workload identities trust", code: of("oidcIssuerUrl") },
        ...(resource.args.kubeconfigSecret === undefined
          ? []
          : [
              {
                key: "kubeconfig_vault_ref",
                meaning: "where in the vault the kubeconfig is",
                code: of("kubeconfigReference"),
              },
            ]),
      ];
    case "ingress-address":
      return [
        { key: "ingress_address", meaning: "address that names lead to", code: of("ipAddress") },
        { key: "ingress_fqdn", meaning: "the address's own name", code: of("fqdn") },
        {
          key: "ingress_annotations",
          meaning: "annotations by which a Service takes the address",
          code: of("annotations"),
        },
      ];
    case "private-dns-zone":
      return [];
    case "workload-identity":
      return [{ key: "identity_client_id", meaning: "client id that workloads act as", code: of("clientId") }];
    case "traffic-manager":
      return [
        { key: "traffic_manager_fqdn", meaning: "address that leads to the region that is well", code: of("fqdn") },
      ];
    case "dns-zone":
      return [
        { key: "dns_zone", meaning: "zone of the stack", code: of("zoneName") },
        { key: "dns_name_servers", meaning: "servers to delegate the zone to", code: of("nameServers") },
        ...resource.args.records.map(({ name }) => ({
          key: "dns_record",
          meaning: "name of the component, answered by what takes the address",
          code: name === "@" ? of("zoneName") : call(["pulumi", "concat"], literal(`${name}.`), of("zoneName")),
        })),
      ];
    case "described":
      return resource.outputs.map(({ key, property, meaning }) => ({ key, meaning, code: of(property) }));
  }
}
