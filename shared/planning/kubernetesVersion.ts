import type { Topology } from "./expandTopology.js";
import { lookup } from "./lookup.js";
import type { PlanContext } from "./planContext.js";
import { placeIn, writtenIn } from "./planned.js";
import { resolved, type Resolution } from "./resolution.js";
import { byDefault } from "./why.js";

const field = "infra_plan.aks.k8s_version";

/**
 * The Kubernetes version of a cluster as text: what the plan names, or the default of the environment's class.
 * A version outside standard support is kept, with a notice; one that AKS never had is a fault.
 * Source: https://learn.microsoft.com/azure/aks/supported-kubernetes-versions
 */
export function kubernetesVersion(
  wish: Topology["clusters"][number],
  { environment, knowledge, inputs }: PlanContext,
): Resolution<string> {
  const { defaultVersion, versions } = knowledge.aks;
  const { kubernetesVersion: requested } = wish.entry;
  const fallback = defaultVersion[environment.class];
  if (requested === undefined) {
    const correction = {
      action: "DefaultedKubernetesVersion",
      field,
      valueApplied: fallback,
      reason: `default of ${environment.class} environments (aks.yaml)`,
    };
    return resolved(fallback, [correction], [], { "": byDefault("aks.yaml", `defaultVersion.${environment.class}`) });
  }

  const why = { "": writtenIn(wish, "kubernetesVersion", "k8s_version", inputs) };
  const support = lookup(versions, requested.split(".").slice(0, 2).join("."));
  if (support === undefined) {
    const fault = {
      at: placeIn(wish, "kubernetesVersion"),
      rule: "unknown-kubernetes-version",
      detail: `AKS has no Kubernetes version ${requested}.`,
      remedy: `Choose one of ${Object.keys(versions).sort().join(", ")}; ${fallback} is the default.`,
    };
    return resolved(fallback, [], [fault], why);
  }
  if (support === "standard") return resolved(requested, [], [], why);
  const notice = {
    action: "KeptUnsupportedKubernetesVersion",
    field,
    valueBefore: requested,
    valueApplied: requested,
    reason:
      support === "ended"
        ? `its support has ended: Azure may refuse a new cluster; ${fallback} is the default`
        : `it is in long-term support only, which Azure grants with a plan of its own; ${fallback} is the default`,
  };
  return resolved(requested, [notice], [], why);
}
