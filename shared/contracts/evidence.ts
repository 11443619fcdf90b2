import { z } from "zod";
import { ArtifactRef } from "./artifact.js";
import { CanonicalPlan, ChangeSummary, Diagnostic, Pin, PlanStep } from "./change.js";

/** Whether the cloud is as the stack's last run left it. Source: specification, validation 5 (no drift unless expected). */
export const Drift = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  /** What a refresh would take over into the state: changed and missing resources. */
  z.object({ kind: z.literal("found"), steps: z.array(PlanStep).min(1) }),
  /** It could not be looked for. */
  z.object({ kind: z.literal("unknown"), reason: z.string() }),
]);
export type Drift = z.infer<typeof Drift>;

/** What a preview found, as it is archived and shown. */
export const PreviewRecord = z.object({
  version: z.literal(1),
  round: z.int(),
  plan: CanonicalPlan,
  /** Absent for a stack that is not there yet. */
  drift: Drift.optional(),
  pin: Pin,
  engineVersion: z.string(),
  /** The rendered files as they were stored for those who decide. */
  files: z.array(ArtifactRef),
  diagnostics: z.array(Diagnostic),
  durationMs: z.number(),
});
export type PreviewRecord = z.infer<typeof PreviewRecord>;

/** What an apply left behind, as it is archived and shown. Secrets are masked. */
export const AppliedRecord = z.object({
  version: z.literal(1),
  fencingToken: z.int(),
  changes: ChangeSummary,
  resources: z.array(
    z.object({
      urn: z.string(),
      type: z.string(),
      name: z.string(),
      id: z.string().optional(),
      inputs: z.record(z.string(), z.unknown()),
      outputs: z.record(z.string(), z.unknown()),
    }),
  ),
  outputs: z.record(z.string(), z.object({ value: z.unknown(), isSecret: z.boolean() })),
  stateDigest: z.string(),
  diagnostics: z.array(Diagnostic),
  /** Of the preview just before, that showed the plan to be the approved one. */
  checkDurationMs: z.number(),
  durationMs: z.number(),
});
export type AppliedRecord = z.infer<typeof AppliedRecord>;
