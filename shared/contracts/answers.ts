import { z } from "zod";
import { Decision } from "./decision.js";
import { ExecutionId } from "./identity.js";
import { StackMemory } from "./memory.js";
import { RunProgress } from "./run.js";

/** A submission was taken in. */
export const SubmissionTaken = z.object({
  runId: ExecutionId,
  traceId: z.string(),
  /** `existing`: the same execution id with the same request is the same run. */
  status: z.enum(["started", "existing"]),
  links: z.object({ self: z.string(), events: z.string() }),
});
export type SubmissionTaken = z.infer<typeof SubmissionTaken>;

/** Where a list goes on; absent on its last page. Follow it as it is. */
const nextLink = z.string().optional();

/** A page of runs, newest first. */
export const RunPage = z.object({
  value: z.array(
    z.object({
      runId: ExecutionId,
      traceId: z.string(),
      /** The Pulumi stack. */
      stack: z.string(),
      environment: z.string(),
      submittedAt: z.iso.datetime(),
      phase: z.string(),
      link: z.string(),
    }),
  ),
  nextLink,
});
export type RunPage = z.infer<typeof RunPage>;

/** Lines of a run's live feed, and the position to ask from next. */
export const FeedPage = z.object({ value: z.array(RunProgress), next: z.int() });
export type FeedPage = z.infer<typeof FeedPage>;

/** What a run has written so far, by names below its folder. */
export const ArtifactPage = z.object({
  folder: z.string(),
  value: z.array(z.object({ name: z.string(), bytes: z.int(), link: z.string() })),
});
export type ArtifactPage = z.infer<typeof ArtifactPage>;

/** A page of what is remembered of a stack's applies, newest first. */
export const HistoryPage = z.object({ stack: z.string(), value: z.array(StackMemory), nextLink });
export type HistoryPage = z.infer<typeof HistoryPage>;

/** Every document that callers may send, with the address of its JSON Schema. */
export const SchemaPage = z.object({
  value: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      /** Its file in a bundle; absent for what is no document of one. */
      file: z.string().optional(),
      url: z.url(),
    }),
  ),
});
export type SchemaPage = z.infer<typeof SchemaPage>;

/** A verdict is on record: this one, or the same one before. */
export const DecisionTaken = z.object({ runId: ExecutionId, decision: Decision });
export type DecisionTaken = z.infer<typeof DecisionTaken>;

/** A wish to cancel is on record; the run ends at its next safe point. */
export const CancellationTaken = z.object({ runId: ExecutionId, status: z.literal("cancelling") });
export type CancellationTaken = z.infer<typeof CancellationTaken>;

/** Whether every part answers, and what keeps one from it. */
export const Health = z.object({
  status: z.enum(["ok", "degraded"]),
  cloud: z.string(),
  parts: z.record(z.string(), z.union([z.literal("ok"), z.object({ trouble: z.string() })])),
});
export type Health = z.infer<typeof Health>;
