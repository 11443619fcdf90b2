import type { ModuleName } from "../contracts/kinds.js";
import type { Knowledge } from "../contracts/knowledge.js";
import type { PlannedKind, PlannedResource } from "../contracts/plan.js";

/** The module that makes each kind of planned resource that has code of its own. */
const fixedModules: Readonly<Record<Exclude<PlannedKind, "described">, ModuleName>> = {
  "resource-group": "ResourceGroup",
  "log-analytics": "LogAnalytics",
  "key-vault": "KeyVault",
  storage: "Storage",
  aks: "AksCluster",
  "ingress-address": "IngressAddress",
  "private-dns-zone": "PrivateDnsZone",
  "workload-identity": "UserAssignedIdentity",
  "traffic-manager": "TrafficManager",
  "dns-zone": "DnsZone",
};

/** The module of `@cloud-provisioner/azure` that makes a planned resource. */
export function moduleOf(resource: PlannedResource): ModuleName {
  return resource.kind === "described" ? resource.module : fixedModules[resource.kind];
}

/** What people call the kind of a planned resource: a described one by its own name. */
export function kindOf(resource: PlannedResource): string {
  return resource.kind === "described" ? resource.of : resource.kind;
}

/**
 * The modules a plan needs, sorted, each once.
 * Source: specification section 7, `PulumiTemplateSelectorSkill`.
 */
export function selectTemplates(resources: readonly PlannedResource[]): ModuleName[] {
  return [...new Set(resources.map(moduleOf))].sort();
}

/**
 * Modules that a rendered program may use; nothing else is ever rendered: those of the kinds with code of their own and
 * those that the knowledge describes.
 * Source: specification section 12, stage 1 (only whitelisted modules).
 */
export function allowedModules({ kinds }: Pick<Knowledge, "kinds">): ReadonlySet<ModuleName> {
  return new Set([...Object.values(fixedModules), ...Object.values(kinds).map(({ module }) => module)]);
}
