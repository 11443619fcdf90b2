import { knownStack } from "../orchestrations/activities/knownStack.js";
import { canonicalJson } from "../shared/canonicalJson.js";
import type { ResolvedPlan } from "../shared/contracts/plan.js";
import type { Checked } from "../shared/contracts/problem.js";
import type { AcceptedRequest } from "../shared/contracts/request.js";
import { unknownSecretFaults } from "../shared/policy/unknownSecretFaults.js";
import type { Application, Submission } from "./application.js";

/** What a submission asks for, under the name that its run will have. */
export interface Asked {
  readonly accepted: AcceptedRequest;
  /** Equal for requests that ask for the same, however they were written and whoever sends them. */
  readonly fingerprint: string;
}

/** A submission with all that can be known of its run before it starts. */
export interface Foreseen extends Asked {
  readonly plan: ResolvedPlan;
}

/** An understood submission by what it asks for. */
export function askedBy(app: Pick<Application, "digest">, { executionId }: Submission, given: AcceptedRequest): Asked {
  const accepted = named(given, executionId);
  return { accepted, fingerprint: app.digest(canonicalJson({ ...accepted.request, requestedBy: "" })) };
}

/** Says what a run would say about an understood submission: its plan, or every fault at once. Reads only. */
export async function foresee(
  app: Application,
  submission: Submission,
  understood: Checked<AcceptedRequest>,
): Promise<Checked<Foreseen>> {
  if (!understood.ok) return understood;
  const { accepted, fingerprint } = askedBy(app, submission, understood.value);
  const resolved = app.resolve(accepted);
  const unknown = await unknownSecretFaults(accepted, (ref) => app.secrets.has(ref));
  if (!resolved.ok || unknown.length > 0)
    return { ok: false, faults: [...(resolved.ok ? [] : resolved.faults), ...unknown] };
  return { ok: true, value: { accepted, plan: resolved.value, fingerprint } };
}

/**
 * The same with what is remembered of the stack, as the run's own planning knows it: a cluster keeps the version that it
 * has. A submission does without, so that repeating one stays harmless whatever its first run has left behind.
 */
export async function withMemory(app: Application, foreseen: Foreseen): Promise<Checked<Foreseen>> {
  const known = await knownStack(app.ledger, { stack: foreseen.plan.identity });
  const resolved = app.resolve(foreseen.accepted, known);
  return resolved.ok ? { ok: true, value: { ...foreseen, plan: resolved.value } } : resolved;
}

/** Takes the caller's own name for the run, and says so. */
function named(accepted: AcceptedRequest, executionId: string | undefined): AcceptedRequest {
  const { request, corrections } = accepted;
  if (executionId === undefined || executionId === request.executionId) return accepted;
  const correction = {
    action: "ReplacedExecutionId",
    field: "execution_id",
    valueBefore: request.executionId,
    valueApplied: executionId,
    reason: "the caller named the run in the Operation-Id header",
  };
  return { ...accepted, request: { ...request, executionId }, corrections: [...corrections, correction] };
}
