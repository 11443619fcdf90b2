import { z } from "zod";
import { ResolvedPlan } from "./plan.js";

/** What a run would say about a request without faults, without being started. */
export const Validation = z.object({
  runId: z.string(),
  traceId: z.string(),
  /** Whether the execution id is free, belongs to a run of this very request, or to another one. */
  executionId: z.enum(["free", "same-request", "other-request"]),
  /** The plan as a first run would make it, with every default and correction. */
  plan: ResolvedPlan,
});
export type Validation = z.infer<typeof Validation>;
