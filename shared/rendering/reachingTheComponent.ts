import type { PlannedResource, ResolvedPlan } from "../contracts/plan.js";
import { plainText } from "./quote.js";

type IngressAddress = Extract<PlannedResource, { kind: "ingress-address" }>;

/**
 * The part of a README that says how a workload gets the address which the stack's names lead to; empty where no name
 * leads to a cluster. Source: https://learn.microsoft.com/azure/aks/static-ip,
 * https://learn.microsoft.com/azure/aks/manage-azure-rbac
 */
export function reachingTheComponent({ identity, resources }: ResolvedPlan): string[] {
  const addresses = resources.filter((each): each is IngressAddress => each.kind === "ingress-address");
  if (addresses.length === 0) return [];
  const groupIn = (place: string | undefined): string =>
    resources.find(({ kind, region }) => kind === "resource-group" && region === place)?.name ?? "";
  return [
    "## Reaching the component",
    "",
    "The stack's names lead to a public address, not to the API server of a cluster. Nobody answers there until a Service",
    "takes it, such as that of an ingress controller or of a gateway. These lines in its manifest, which are the output",
    "`ingress_annotations`, make it do so:",
    "",
    ...addresses.flatMap((address) => [
      ...(addresses.length > 1 ? [`In ${address.region ?? identity.region}:`, ""] : []),
      "```yaml",
      "metadata:",
      "  annotations:",
      `    service.beta.kubernetes.io/azure-load-balancer-resource-group: ${yamlText(groupIn(address.region))}`,
      `    service.beta.kubernetes.io/azure-pip-name: ${yamlText(address.name)}`,
      "spec:",
      "  type: LoadBalancer",
      "```",
      "",
    ]),
    "Who applies it needs a role inside the cluster, such as `Azure Kubernetes Service RBAC Cluster Admin`. The subscription's",
    "owner has none by that, the cluster has no accounts of its own, and the stack assigns none to people.",
    "",
  ];
}

/** In quotes, which a resource group's name may need; quotes of its own it cannot have. */
function yamlText(text: string): string {
  return `"${plainText(text).replaceAll('"', "?")}"`;
}
