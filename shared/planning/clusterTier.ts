import type { PlannedResource } from "../contracts/plan.js";
import type { KubernetesVersion } from "./kubernetesVersion.js";
import { byClass, type PlanContext } from "./planContext.js";
import { resolved, type Resolution } from "./resolution.js";
import { byRule } from "./why.js";

type ClusterTier = Pick<Extract<PlannedResource, { kind: "aks" }>["args"], "tier" | "supportPlan">;

/**
 * What Azure promises of a cluster: the environment class's tier, the paid one where nodes are spread over zones, and
 * the tier with long-term support for a version that has no other.
 * Source: https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers, https://learn.microsoft.com/azure/aks/long-term-support
 */
export function clusterTier(
  context: PlanContext,
  { version, support }: KubernetesVersion,
  zones: Resolution<readonly string[]>,
): Resolution<ClusterTier> {
  const { environment, knowledge } = context;
  const { aks } = knowledge;
  if (support === "long-term") {
    const value: ClusterTier = { tier: "Premium", supportPlan: "AKSLongTermSupport" };
    const reason = `${version} is under long-term support only, which comes with the tier Premium`;
    const planned = {
      action: "PlannedLongTermSupport",
      field: "infra_plan.aks.k8s_version",
      valueApplied: value,
      reason,
      severity: "warning" as const,
    };
    const why = byRule("SupportedVersion", reason, { file: "aks.yaml" });
    return resolved(value, [planned], [], { tier: why, supportPlan: why });
  }
  const usual = aks.tier[environment.class];
  if (usual === "Free" && zones.value.length > 0) {
    const why = byRule("ClusterTier", "nodes over zones are to survive one; only a paid tier promises that", {
      from: [...context.site.why, ...(zones.why[""] ?? [])],
    });
    return resolved({ tier: "Standard" }, [], [], { tier: why });
  }
  return resolved({ tier: usual }, [], [], { tier: byClass(context, "aks.yaml", `tier.${environment.class}`) });
}
