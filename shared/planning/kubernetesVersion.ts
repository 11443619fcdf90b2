import type { AksKnowledge } from "../contracts/knowledge.js";
import type { Topology } from "./expandTopology.js";
import { lookup } from "../lookup.js";
import { byClass, type PlanContext } from "./planContext.js";
import type { PlanFault } from "./planFault.js";
import { placeIn, writtenIn } from "./planned.js";
import { resolved, type Resolution } from "./resolution.js";
import { byRule, type Chain } from "./why.js";

type Support = AksKnowledge["versions"][string];
type Wish = Topology["clusters"][number];

/** A version as text, and what AKS still does for it. */
export interface KubernetesVersion {
  readonly version: string;
  readonly support: Support;
}

const field = "infra_plan.aks.k8s_version";

/**
 * The Kubernetes version of a cluster: what the plan names, or the default of the environment's class. AKS makes no new
 * cluster of a version whose support has ended, so that one is raised to the nearest in standard support; a cluster
 * that is there stays on it, and none ever goes back to it. `declared` is the version that the stack's program gave
 * the cluster when it was applied last; `undefined` for a cluster that is not known to exist.
 * A version that AKS never had is a fault.
 * Source: https://learn.microsoft.com/azure/aks/supported-kubernetes-versions
 */
export function kubernetesVersion(
  wish: Wish,
  context: PlanContext,
  declared: string | undefined,
): Resolution<KubernetesVersion> {
  const { environment, knowledge, inputs } = context;
  const { aks } = knowledge;
  const fallback = aks.defaultVersion[environment.class];
  const { kubernetesVersion: requested } = wish.entry;
  if (requested === undefined) {
    const correction = {
      action: "DefaultedKubernetesVersion",
      field,
      valueApplied: fallback,
      reason: `default of ${environment.class} environments (aks.yaml)`,
    };
    const version = { version: fallback, support: supportOf(fallback, aks) ?? "standard" };
    return resolved(version, [correction], [], {
      "": byClass(context, "aks.yaml", `defaultVersion.${environment.class}`),
    });
  }
  const written = writtenIn(wish, "kubernetesVersion", "k8s_version", inputs);
  const support = supportOf(requested, aks);
  if (support === undefined) {
    const version = { version: fallback, support: "standard" as const };
    return resolved(version, [], [unknownVersion(wish, requested, fallback, aks)], { "": written });
  }
  if (support === "ended") return pastSupport(requested, declared, written, aks);
  return resolved({ version: requested, support }, [], [], { "": written });
}

function pastSupport(
  requested: string,
  declared: string | undefined,
  written: Chain,
  aks: AksKnowledge,
): Resolution<KubernetesVersion> {
  const stays = declared !== undefined && minorOf(declared) >= minorOf(requested);
  const raised = nearest(requested, aks);
  const version = stays ? (minorOf(declared) === minorOf(requested) ? requested : declared) : raised;
  const support = supportOf(version, aks) ?? "ended";
  const ended = `support of ${requested} has ended`;
  if (version === requested) {
    const reason = `${ended}; the cluster is there and stays on it until a newer one is asked for`;
    const notice = { action: "KeptUnsupportedKubernetesVersion", field, valueBefore: requested, valueApplied: version };
    return resolved({ version, support }, [{ ...notice, reason, severity: "warning" }], [], { "": written });
  }
  // A cluster that has what a new one would get is told of in the same words: nothing of its stack is rendered anew.
  const reason =
    version === raised
      ? `${ended} and AKS makes no cluster of it; ${version} is the nearest in standard support`
      : `${ended}; the cluster has ${version} already, and AKS never goes back`;
  const correction = {
    ...{ action: "RaisedKubernetesVersion", field, valueBefore: requested, valueApplied: version, reason },
    severity: "warning" as const,
  };
  return resolved({ version, support }, [correction], [], {
    "": [...written, ...byRule("SupportedVersion", reason, { file: "aks.yaml", replaced: { value: requested } })],
  });
}

/** The first version in standard support after another one; the newest there is when it comes before none. */
function nearest(requested: string, { versions }: AksKnowledge): string {
  const open = Object.entries(versions)
    .flatMap(([version, support]) => (support === "standard" ? [version] : []))
    .sort((one, other) => minorOf(one) - minorOf(other));
  return open.find((version) => minorOf(version) > minorOf(requested)) ?? open.at(-1) ?? requested;
}

function supportOf(version: string, { versions }: AksKnowledge): Support | undefined {
  return lookup(versions, version.split(".").slice(0, 2).join("."));
}

function minorOf(version: string): number {
  return Number(version.split(".")[1]);
}

function unknownVersion(wish: Wish, requested: string, fallback: string, { versions }: AksKnowledge): PlanFault {
  const offered = Object.entries(versions).flatMap(([version, support]) => (support === "ended" ? [] : [version]));
  return {
    at: placeIn(wish, "kubernetesVersion"),
    rule: "unknown-kubernetes-version",
    detail: `AKS has no Kubernetes version ${requested}.`,
    remedy: `Choose one of ${offered.sort().join(", ")}; ${fallback} is the default.`,
  };
}
