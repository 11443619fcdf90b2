import { z } from "zod";
import { ProvenanceChain } from "./provenance.js";

/** A value of a plan with who had a say in it, the last word last. */
export const ExplainedValue = z.object({ path: z.string(), value: z.unknown(), provenance: ProvenanceChain });
export type ExplainedValue = z.infer<typeof ExplainedValue>;

/** The answer to why a run's plan is as it is: one value, or all below a path. */
export const Explanation = z.object({ runId: z.string(), path: z.string(), value: z.array(ExplainedValue) });
export type Explanation = z.infer<typeof Explanation>;
