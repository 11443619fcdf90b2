import type { RunInput } from "../../shared/contracts/run.js";
import type { KnownStack } from "../../shared/planning/resolvePlan.js";
import type { Ledger } from "../../shared/ports/records.js";
import { recall } from "./stackMemory.js";
import { stackTraceOf } from "./stackOrigin.js";

/** What is remembered of a stack that planning depends on. */
export async function knownStack(ledger: Ledger, stack: Pick<RunInput, "stack">): Promise<KnownStack> {
  const [stackTraceId, memory] = await Promise.all([stackTraceOf(ledger, stack), recall(ledger, stack)]);
  return {
    ...(stackTraceId === undefined ? {} : { stackTraceId }),
    ...(memory && {
      clusterVersions: memory.cluster_versions,
      outsideNetwork: memory.outside_network ?? Object.keys(memory.cluster_versions),
    }),
  };
}
