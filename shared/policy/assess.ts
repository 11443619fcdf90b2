import type { CanonicalPlan, PlanStep } from "../contracts/change.js";
import type { Assessment } from "../contracts/decision.js";
import type { Drift } from "../contracts/evidence.js";
import type { Environment } from "../contracts/identity.js";
import { driftReasons } from "./driftReasons.js";

/** What policy demands before an apply. Part of the pin: a change of policy makes an approval stale. */
export interface PolicyProfile {
  readonly version: string;
  /** Environments in which a person always decides, whatever the request asks. */
  readonly alwaysAsk: readonly Environment[];
  /** Types whose deletion or replacement loses data. */
  readonly statefulTypes: readonly string[];
  /** A plan that deletes more than this many resources is refused. */
  readonly maxDeletes: number;
}

export const defaultPolicy: PolicyProfile = {
  version: "2",
  alwaysAsk: ["prod"],
  statefulTypes: [
    "azure-native:containerregistry:Registry",
    "azure-native:dbforpostgresql:Database",
    "azure-native:dbforpostgresql:Server",
    "azure-native:keyvault:Vault",
    "azure-native:operationalinsights:Workspace",
    "azure-native:redisenterprise:Database",
    "azure-native:servicebus:Namespace",
    "azure-native:servicebus:Queue",
    "azure-native:servicebus:Topic",
    "azure-native:sql:Database",
    "azure-native:sql:Server",
    "azure-native:storage:BlobContainer",
    "azure-native:storage:StorageAccount",
  ],
  maxDeletes: 50,
};

/** The parts of a request that policy looks at. */
export interface Wishes {
  readonly environment: Environment;
  readonly autoProceed: boolean;
  readonly manualApprovalRequired: boolean;
}

/** What policy looks at besides the plan. */
export interface Circumstances {
  readonly fallback?: Fallback | undefined;
  readonly drift?: Drift | undefined;
}

/** That a run goes on in another region, as its request allows. */
export interface Fallback {
  readonly from: string;
  readonly to: string;
  /** Whether a stack of an earlier run stays behind. */
  readonly leavesStack: boolean;
}

/**
 * Decides who decides. `auto_proceed` is a wish that policy may refuse: production, destruction and
 * replacement always need a person, as do a second stack beside one that stands and a stack that was changed outside of
 * runs. Another region than the one asked for is named to whoever decides.
 */
export function assess(
  wishes: Wishes,
  plan: CanonicalPlan,
  policy: PolicyProfile,
  { fallback, drift }: Circumstances = {},
): Assessment {
  const deleted = plan.steps.filter((step) => step.op === "delete");
  if (deleted.length > policy.maxDeletes)
    return {
      kind: "blocked",
      reasons: [`deletes ${deleted.length} resources; at most ${policy.maxDeletes} may go in one run`],
    };

  const reasons = [
    ...(policy.alwaysAsk.includes(wishes.environment)
      ? [`${wishes.environment} always needs a person's approval`]
      : []),
    ...(wishes.manualApprovalRequired ? ["the request asks for manual approval"] : []),
    ...plan.steps.filter(isDestructive).map((step) => destruction(step, policy)),
    ...(drift?.kind === "found" ? driftReasons(drift) : []),
    ...(fallback?.leavesStack
      ? [`the stack in ${fallback.from} stays, and one in ${fallback.to} stands beside it`]
      : []),
    ...(wishes.autoProceed ? [] : ["the request does not ask to proceed without approval"]),
  ];
  const known = [...(fallback ? [movedTo(fallback)] : []), ...(drift?.kind === "unknown" ? driftReasons(drift) : [])];
  return reasons.length > 0
    ? { kind: "needs-approval", reasons: [...known, ...reasons] }
    : { kind: "proceed", reasons: [...known, "the request asks to proceed, and nothing in the plan needs a person"] };
}

function movedTo({ from, to }: Fallback): string {
  return `goes to ${to} instead of ${from}, which is unavailable: the request names it as its fallback region`;
}

function isDestructive(step: PlanStep): boolean {
  return step.op === "delete" || step.op === "replace";
}

function destruction(step: PlanStep, policy: PolicyProfile): string {
  const verb = step.op === "delete" ? "deletes" : `replaces (${step.replaceKeys.join(", ")})`;
  const loss = policy.statefulTypes.includes(step.type) ? ", which holds data" : "";
  return `${verb} ${step.name}${loss}`;
}
