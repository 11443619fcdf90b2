import { z } from "zod";
import { ArtifactRef } from "./artifact.js";
import { ChangeSummary, Diagnostic } from "./change.js";
import { CostSummary } from "./cost.js";
import { Decision, Person } from "./decision.js";
import { ExecutionId, StackIdentity } from "./identity.js";
import { Fault } from "./problem.js";

/** The stages of a run, in the order of the process picture. */
export const RunStage = z.enum([
  "validate",
  "plan",
  "render",
  "preview",
  "assess",
  "gate",
  "apply",
  "verify",
  "archive",
  "publish",
]);
export type RunStage = z.infer<typeof RunStage>;

/** Why a run failed, in words a program can act on. */
export const FailureCode = z.enum([
  "engine-failed",
  "program-failed",
  "provider-failed",
  "quota-exceeded",
  "region-unavailable",
  "name-taken",
  "throttled",
  "stack-locked",
  "stack-busy",
  "state-unreadable",
  "backend-unreachable",
  "secret-unavailable",
  "plan-stale",
  "resource-protected",
  "apply-interrupted",
  "timed-out",
  "verification-failed",
  "defect",
]);
export type FailureCode = z.infer<typeof FailureCode>;

/** Every way a run can end. All of them are values; one tail archives and publishes whichever it is. */
export const RunOutcome = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("invalid"), faults: z.array(Fault) }),
  z.object({
    kind: z.literal("unchanged"),
    changes: ChangeSummary,
    /** What was changed in the cloud outside of runs; absent when nothing was, or when that is not known. */
    drift: z.array(z.string()).optional(),
  }),
  z.object({ kind: z.literal("blocked"), reasons: z.array(z.string()) }),
  z.object({ kind: z.literal("declined"), decision: Decision }),
  z.object({ kind: z.literal("expired"), decision: Decision }),
  z.object({
    kind: z.literal("cancelled"),
    stage: RunStage,
    by: Person.optional(),
    /** What was changed before it ended; absent when nothing was. */
    changes: ChangeSummary.optional(),
  }),
  z.object({ kind: z.literal("applied"), changes: ChangeSummary, resourceCount: z.int(), outputs: ArtifactRef }),
  z.object({
    kind: z.literal("failed"),
    stage: RunStage,
    code: FailureCode,
    reason: z.string(),
    diagnostics: z.array(Diagnostic).max(20),
    /** What was changed before it failed; absent when nothing was. */
    changes: ChangeSummary.optional(),
  }),
]);
export type RunOutcome = z.infer<typeof RunOutcome>;

/** What starts a run: small, because it is the durable instance's input. The request itself lies in Blob Storage. */
export const RunInput = z.object({
  version: z.literal(1),
  runId: ExecutionId,
  /** Folder of the run's records: `runs/{yyyy}/{mm}/{run}`. */
  folder: z.string(),
  request: ArtifactRef,
  /** The stack that the run works on: after a fallback not the one that it was submitted for. */
  stack: StackIdentity,
  /** The stack that the run was submitted for; only once it has fallen back to another region. */
  movedFrom: StackIdentity.optional(),
  traceId: z.string(),
  blueprintId: z.string(),
  requestedBy: Person,
  submittedAt: z.iso.datetime(),
  /** Time allowed for a decision at the gate, in minutes. */
  gateMinutes: z
    .int()
    .min(1)
    .max(30 * 24 * 60),
});
export type RunInput = z.infer<typeof RunInput>;

/** What the orchestrator shows while it runs (custom status, at most 16 KB). */
export const RunStatus = z.object({
  stage: RunStage,
  /** Grows by one with each preview of the run: a stale plan comes back to the gate as a new round. */
  round: z.int(),
  /** The stack that the run works on, once it has fallen back to another region. */
  stack: StackIdentity.optional(),
  pin: z.string().optional(),
  changes: ChangeSummary.optional(),
  reasons: z.array(z.string()).optional(),
  gateExpiresAt: z.iso.datetime().optional(),
  /** What the plan costs, where the request asks for that. */
  cost: CostSummary.optional(),
});
export type RunStatus = z.infer<typeof RunStatus>;

/**
 * The claim a submission makes on its execution id; its fingerprint decides between "same" and "another body". It holds
 * all that a run needs, so that whoever finds a claim without a run can start it.
 */
export const RunClaim = z.object({
  version: z.literal(1),
  /** sha-256 of the accepted request in canonical form. */
  fingerprint: z.string(),
  input: RunInput,
  /** The accepted request, to the byte as `input.request` names it. */
  accepted: z.string(),
});
export type RunClaim = z.infer<typeof RunClaim>;

/** A run as the API shows it. */
export const RunView = z.object({
  runId: z.string(),
  traceId: z.string(),
  /** Source: https://github.com/microsoft/api-guidelines (status monitor: long-running operations). */
  status: z.enum(["NotStarted", "Running", "Succeeded", "Failed", "Canceled"]),
  phase: z.string(),
  stack: StackIdentity,
  /** The stack that the run was submitted for, once it has fallen back to another region. */
  movedFrom: StackIdentity.optional(),
  blueprintId: z.string(),
  requestedBy: Person,
  submittedAt: z.string(),
  finishedAt: z.string().optional(),
  gate: z
    .object({ pin: z.string(), round: z.int(), reasons: z.array(z.string()), expiresAt: z.string().optional() })
    .optional(),
  /** What the plan costs, where the request asks for that; `cost-projection.json` has it charge by charge. */
  cost: CostSummary.optional(),
  changes: ChangeSummary.optional(),
  outcome: RunOutcome.optional(),
  /** Why a run that has ended has no outcome of its own. */
  trouble: z.string().optional(),
  links: z.record(z.string(), z.string()),
});
export type RunView = z.infer<typeof RunView>;

/** One line of a run's live feed. */
export const RunProgress = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("stage"), at: z.string(), stage: RunStage, detail: z.string().optional() }),
  z.object({
    kind: z.literal("resource"),
    at: z.string(),
    operation: z.enum(["preview", "apply"]),
    urn: z.string(),
    type: z.string(),
    name: z.string(),
    op: z.string(),
    state: z.enum(["started", "done", "failed"]),
    durationMs: z.int().optional(),
  }),
  z.object({ kind: z.literal("diagnostic"), at: z.string(), diagnostic: Diagnostic }),
  z.object({ kind: z.literal("event"), at: z.string(), type: z.string(), id: z.string() }),
]);
export type RunProgress = z.infer<typeof RunProgress>;
