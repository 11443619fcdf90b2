import type { DurableClient } from "durable-functions";
import { OrchestrationRuntimeStatus } from "durable-functions";
import { wakeEvent } from "../../orchestrations/gate.js";
import { RunOutcome, RunStatus, type RunInput } from "../../shared/contracts/run.js";

/** Name of the orchestration; lies in the history of waiting runs. */
export const orchestration = "provisionStack";

/** A run as the durable engine knows it. */
export type LiveRun =
  | { readonly kind: "unknown" }
  | { readonly kind: "running"; readonly status: RunStatus | undefined }
  | { readonly kind: "ended"; readonly outcome: RunOutcome; readonly atIso: string }
  /** Ended outside its own process: terminated by an operator, or failed where no outcome could be told. */
  | { readonly kind: "lost"; readonly runtimeStatus: string; readonly atIso: string };

/** What triggers need of the durable engine. Its management URLs never leave this file. */
export interface Runs {
  start(run: RunInput): Promise<void>;
  look(runId: string): Promise<LiveRun>;
  /** Tells a waiting run to look at its records. A hint: a run that is not there needs none. */
  wake(runId: string): Promise<void>;
}

export function durableRuns(client: DurableClient): Runs {
  return {
    async start(run) {
      try {
        await client.startNew(orchestration, { instanceId: run.runId, input: run });
      } catch (error) {
        // Two equal submissions at the same instant: the one that came second finds the run already there.
        if ((await look(client, run.runId)).kind === "unknown") throw error;
      }
    },
    look: (runId) => look(client, runId),
    async wake(runId) {
      await client.raiseEvent(runId, wakeEvent, {}).catch(() => undefined);
    },
  };
}

async function look(client: DurableClient, runId: string): Promise<LiveRun> {
  const found = await client.getStatus(runId, { showInput: false }).catch(() => undefined);
  if (!found?.name) return { kind: "unknown" };
  const atIso = new Date(found.lastUpdatedTime).toISOString();
  switch (found.runtimeStatus) {
    case OrchestrationRuntimeStatus.Completed: {
      const outcome = RunOutcome.safeParse(found.output);
      return outcome.success
        ? { kind: "ended", outcome: outcome.data, atIso }
        : { kind: "lost", runtimeStatus: found.runtimeStatus, atIso };
    }
    case OrchestrationRuntimeStatus.Failed:
    case OrchestrationRuntimeStatus.Terminated:
    case OrchestrationRuntimeStatus.Canceled:
      return { kind: "lost", runtimeStatus: found.runtimeStatus, atIso };
    case OrchestrationRuntimeStatus.Running:
    case OrchestrationRuntimeStatus.Pending:
    case OrchestrationRuntimeStatus.Suspended:
    case OrchestrationRuntimeStatus.ContinuedAsNew:
      return { kind: "running", status: RunStatus.safeParse(found.customStatus).data };
  }
}
