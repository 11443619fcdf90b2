import { z } from "zod";
import { ArtifactRef } from "../shared/contracts/artifact.js";
import { ChangeSummary, Diagnostic, Pin } from "../shared/contracts/change.js";
import { ProjectedCost } from "../shared/contracts/cost.js";
import { Assessment, Decision, Person } from "../shared/contracts/decision.js";
import { RegionName, StackIdentity } from "../shared/contracts/identity.js";
import { Fault } from "../shared/contracts/problem.js";
import { FailureCode, RunInput, RunOutcome } from "../shared/contracts/run.js";
import { defineActivity, retryFaults, retryTail } from "./activitySpec.js";

const Invalid = z.object({ kind: z.literal("invalid"), faults: z.array(Fault) });
const Cancelled = z.object({
  kind: z.literal("cancelled"),
  by: Person.optional(),
  changes: ChangeSummary.optional(),
});
const Failed = z.object({
  kind: z.literal("failed"),
  code: FailureCode,
  reason: z.string(),
  diagnostics: z.array(Diagnostic).max(20),
  /** True when nothing was changed and the same call may succeed later. */
  mayRetry: z.boolean(),
  changes: ChangeSummary.optional(),
});

/** A preview by claim check, with what the process decides on. */
export const PreviewedRun = z.object({
  kind: z.literal("previewed"),
  round: z.int(),
  preview: ArtifactRef,
  updatePlan: ArtifactRef,
  pin: Pin,
  changes: ChangeSummary,
  isUnchanged: z.boolean(),
  /** What was changed outside of runs, in words; absent when nothing was, and in histories of older runs. */
  drift: z.array(z.string()).optional(),
});
export type PreviewedRun = z.infer<typeof PreviewedRun>;

const AppliedRun = z.object({
  kind: z.literal("applied"),
  applied: ArtifactRef,
  changes: ChangeSummary,
  resourceCount: z.int(),
});

/** What a run has on a stack before anything is changed. */
const Prepared = z.object({
  plan: ArtifactRef.optional(),
  rendered: ArtifactRef.optional(),
  previewed: PreviewedRun.optional(),
  decision: Decision.optional(),
  /** What it costs, where the request asks for that. */
  cost: ProjectedCost.optional(),
});

/** What a run has produced so far, by claim check: everything the archive needs. */
export const RunWork = Prepared.extend({
  applied: ArtifactRef.optional(),
  /** What it had produced for the stack it was submitted for, before it fell back; and how that ended. */
  before: Prepared.extend({ outcome: RunOutcome }).optional(),
  /** How often a step was tried again because the world was not ready. */
  retries: z.int(),
});
export type RunWork = z.infer<typeof RunWork>;

const Planned = z.object({
  kind: z.literal("planned"),
  plan: ArtifactRef,
  resourcePlan: z.array(z.string()),
  /** Absent where the request asks for no projection, and in histories of older runs. */
  cost: ProjectedCost.optional(),
});

/** A plan as the process goes on with it. */
export type PlannedStack = Pick<z.infer<typeof Planned>, "plan" | "cost">;

/** Every step of a run, in the order of the process picture. */
export const steps = {
  validate: defineActivity({
    name: "run.validate",
    retry: retryFaults,
    input: RunInput,
    output: z.discriminatedUnion("kind", [z.object({ kind: z.literal("valid") }), Invalid]),
  }),
  plan: defineActivity({
    name: "run.plan",
    retry: retryFaults,
    input: RunInput,
    output: z.discriminatedUnion("kind", [
      /** With the region to fall back to, where the request itself names one. Histories of older runs have none. */
      Planned.extend({ fallbackRegion: RegionName.optional() }),
      Invalid,
    ]),
  }),
  fallBack: defineActivity({
    name: "run.fallBack",
    retry: retryFaults,
    input: z.object({ run: RunInput, region: RegionName, reason: z.string(), retryAttempt: z.int() }),
    output: z.discriminatedUnion("kind", [Planned.extend({ stack: StackIdentity }), Invalid]),
  }),
  render: defineActivity({
    name: "run.render",
    retry: retryFaults,
    input: z.object({ run: RunInput, plan: ArtifactRef }),
    output: z.discriminatedUnion("kind", [z.object({ kind: z.literal("rendered"), rendered: ArtifactRef }), Invalid]),
  }),
  preview: defineActivity({
    name: "run.preview",
    retry: retryFaults,
    input: z.object({ run: RunInput, plan: ArtifactRef, rendered: ArtifactRef, round: z.int() }),
    output: z.discriminatedUnion("kind", [PreviewedRun, Failed, Cancelled]),
  }),
  assess: defineActivity({
    name: "run.assess",
    retry: retryFaults,
    input: z.object({ run: RunInput, preview: ArtifactRef }),
    output: Assessment,
  }),
  announce: defineActivity({
    name: "run.announce",
    retry: retryFaults,
    input: z.object({
      run: RunInput,
      plan: ArtifactRef,
      previewed: PreviewedRun,
      reasons: z.array(z.string()),
      expiresAt: z.iso.datetime(),
      cost: ProjectedCost.optional(),
    }),
    output: z.object({ announced: z.literal(true) }),
  }),
  readGate: defineActivity({
    name: "run.readGate",
    retry: retryFaults,
    input: z.object({ run: RunInput, round: z.int() }),
    output: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("open") }),
      z.object({ kind: z.literal("decided"), decision: Decision }),
      Cancelled,
    ]),
  }),
  closeGate: defineActivity({
    name: "run.closeGate",
    retry: retryFaults,
    input: z.object({ run: RunInput, round: z.int(), decision: Decision }),
    /** Whatever was recorded first: a person may have been faster than the deadline. */
    output: Decision,
  }),
  apply: defineActivity({
    name: "run.apply",
    // Not a blind retry: an attempt that was cut off is reported by the next call, not done again.
    retry: retryFaults,
    input: z.object({ run: RunInput, plan: ArtifactRef, rendered: ArtifactRef, previewed: PreviewedRun }),
    output: z.discriminatedUnion("kind", [
      AppliedRun,
      /** What is there now is not what was approved; nothing was changed. */
      z.object({ kind: z.literal("stale"), differences: z.array(z.string()) }),
      /** Another run holds the stack. */
      z.object({ kind: z.literal("busy"), holder: z.string() }),
      Failed,
      Cancelled,
    ]),
  }),
  verify: defineActivity({
    name: "run.verify",
    retry: retryFaults,
    input: z.object({ run: RunInput, plan: ArtifactRef, applied: ArtifactRef }),
    output: z.object({ findings: z.array(z.string()) }),
  }),
  archive: defineActivity({
    name: "run.archive",
    retry: retryTail,
    input: z.object({ run: RunInput, outcome: RunOutcome, work: RunWork, finishedAt: z.iso.datetime() }),
    output: z.object({ record: ArtifactRef }),
  }),
  publish: defineActivity({
    name: "run.publish",
    retry: retryTail,
    input: z.object({ run: RunInput, outcome: RunOutcome, work: RunWork, finishedAt: z.iso.datetime() }),
    output: z.object({ published: z.int() }),
  }),
} as const;
