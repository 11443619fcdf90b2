import { z } from "zod";
import { CostProjection } from "./cost.js";
import { ResolvedPlan } from "./plan.js";
import { ExplainedValue } from "./why.js";

/** What a run would say about a request without faults, without being started. */
export const Validation = z.object({
  runId: z.string(),
  traceId: z.string(),
  /** Whether the execution id is free, belongs to a run of this very request, or to another one. */
  executionId: z.enum(["free", "same-request", "other-request"]),
  /** The plan as a run would make it now, with every default and correction. */
  plan: ResolvedPlan,
  /** What the plan costs, where the request asks for that (`cost_estimate_required`). */
  cost: CostProjection.optional(),
  /** Who set the values at the path that was asked for. */
  why: z.array(ExplainedValue).optional(),
});
export type Validation = z.infer<typeof Validation>;

/** A document that a run needs besides the one that was sent. */
export const Need = z.object({ document: z.string(), detail: z.string(), remedy: z.string() });
export type Need = z.infer<typeof Need>;

/** What a run would say about one document of several that was sent alone and has no fault. */
export const DocumentValidation = z.object({
  /** The file as it was named. */
  document: z.string(),
  /** What else a run needs. */
  needs: z.array(Need),
});
export type DocumentValidation = z.infer<typeof DocumentValidation>;
