import type { PlannedKind } from "../contracts/plan.js";
import type { Checked } from "../contracts/problem.js";

/** Modules of `@cloud-provisioner/azure` that a rendered program may use; nothing else is ever rendered. */
export type ModuleName = "ResourceGroup" | "LogAnalytics" | "KeyVault" | "Storage" | "AksCluster" | "DnsZone";

/** The module that makes each kind of planned resource. */
export const moduleOf: Readonly<Record<PlannedKind, ModuleName>> = {
  "resource-group": "ResourceGroup",
  "log-analytics": "LogAnalytics",
  "key-vault": "KeyVault",
  storage: "Storage",
  aks: "AksCluster",
  "dns-zone": "DnsZone",
};

/**
 * The modules a plan needs, sorted, each once. A kind without a module is a fault, never skipped.
 * Source: specification sections 7 (`PulumiTemplateSelectorSkill`) and 12 (only whitelisted modules).
 */
export function selectTemplates(resources: readonly { readonly kind: string }[]): Checked<ModuleName[]> {
  const known = new Map<string, ModuleName>(Object.entries(moduleOf));
  const unknown = [...new Set(resources.map(({ kind }) => kind).filter((kind) => !known.has(kind)))];
  if (unknown.length > 0)
    return {
      ok: false,
      faults: unknown.map((kind) => ({
        pointer: "#/infra_plan",
        rule: "unknown-module",
        detail: `There is no module for ${JSON.stringify(kind)}.`,
        remedy: `Modules exist for ${[...known.keys()].join(", ")}.`,
      })),
    };
  const modules = resources.flatMap(({ kind }) => known.get(kind) ?? []);
  return { ok: true, value: [...new Set(modules)].sort() };
}
