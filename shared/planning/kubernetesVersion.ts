import type { AksKnowledge, EnvironmentClass } from "../contracts/knowledge.js";
import { lookup } from "./lookup.js";
import { resolved, type Resolution } from "./resolution.js";

/**
 * The Kubernetes version of a cluster as text: what the plan names, or the default of the environment's class.
 * A version outside standard support is kept, with a notice; one that AKS never had is a fault.
 * Source: https://learn.microsoft.com/azure/aks/supported-kubernetes-versions
 */
export function kubernetesVersion(
  requested: string | undefined,
  environmentClass: EnvironmentClass,
  { defaultVersion, versions }: AksKnowledge,
): Resolution<string> {
  const field = "infra_plan.aks.k8s_version";
  const fallback = defaultVersion[environmentClass];
  if (requested === undefined)
    return resolved(fallback, [
      {
        action: "DefaultedKubernetesVersion",
        field,
        valueApplied: fallback,
        reason: `default of ${environmentClass} environments (aks.yaml)`,
      },
    ]);

  const support = lookup(versions, requested.split(".").slice(0, 2).join("."));
  if (support === undefined)
    return resolved(
      fallback,
      [],
      [
        {
          pointer: "#/infra_plan/aks/k8s_version",
          rule: "unknown-kubernetes-version",
          detail: `AKS has no Kubernetes version ${requested}.`,
          remedy: `Choose one of ${Object.keys(versions).sort().join(", ")}; ${fallback} is the default.`,
        },
      ],
    );
  if (support === "standard") return resolved(requested);
  return resolved(requested, [
    {
      action: "KeptUnsupportedKubernetesVersion",
      field,
      valueBefore: requested,
      valueApplied: requested,
      reason:
        support === "ended"
          ? `its support has ended: Azure may refuse a new cluster; ${fallback} is the default`
          : `it is in long-term support only, which Azure grants with a plan of its own; ${fallback} is the default`,
    },
  ]);
}
