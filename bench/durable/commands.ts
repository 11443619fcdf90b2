import { z } from "zod";

/** What the benchmark asks of the process that runs a durable system. Answered one by one, in order. */
export type Command =
  /** Clients that each run one orchestration after the other; the first two seconds do not count. */
  | { readonly kind: "load"; readonly clients: number; readonly seconds: number }
  /** Starts orchestrations that wait at the gate, and lets things come to rest. */
  | { readonly kind: "wait"; readonly count: number }
  /** Collects garbage and looks. */
  | { readonly kind: "memory" }
  | { readonly kind: "close" };

export const Load = z.object({ perSecond: z.number(), p50Ms: z.number(), p99Ms: z.number() });
export const Memory = z.object({ residentBytes: z.number(), heapBytes: z.number() });
