import type { DurableClient } from "durable-functions";
import { OrchestrationRuntimeStatus } from "durable-functions";
import { wakeEvent } from "../../orchestrations/gate.js";
import { RunOutcome, RunStatus, type RunInput } from "../../shared/contracts/run.js";
import { RunError } from "../../shared/errors.js";

/** Name of the orchestration; lies in the history of waiting runs. */
export const orchestration = "provisionStack";

/** A run as the durable engine knows it; its status stays what it was last. */
export type LiveRun =
  | { readonly kind: "unknown" }
  | { readonly kind: "running"; readonly status: Status }
  | { readonly kind: "ended"; readonly outcome: RunOutcome; readonly atIso: string; readonly status?: Status }
  /** Ended outside its own process: terminated by an operator, or failed where no outcome could be told. */
  | {
      readonly kind: "lost";
      readonly runtimeStatus: string;
      readonly reason: string;
      readonly atIso: string;
      readonly status?: Status;
    };

type Status = RunStatus | undefined;

/** What triggers need of the durable engine. Its management URLs never leave this file. */
export interface Runs {
  /** Starts a run. One that was started before goes on as it is. */
  start(run: RunInput): Promise<void>;
  /** @throws RunError `transient` when the engine does not answer: a run is only `unknown` when the engine says so. */
  look(runId: string): Promise<LiveRun>;
  /**
   * Tells a waiting run to look at its records. A run that is not there needs no hint.
   * @throws RunError `transient` when the engine does not answer.
   */
  wake(runId: string): Promise<void>;
}

/** The durable engine through the SDK's client. */
export function durableRuns(client: DurableClient): Runs {
  return {
    async start(run) {
      try {
        await client.startNew(orchestration, { instanceId: run.runId, input: run });
      } catch (error) {
        // Two equal submissions at the same instant: the one that came second finds the run already there.
        if ((await look(client, run.runId)).kind === "unknown") throw unanswered("starting a run", error);
      }
    },
    look: (runId) => look(client, runId),
    async wake(runId) {
      await client.raiseEvent(runId, wakeEvent, {}).catch((error: unknown) => {
        if (!isMissing(error)) throw unanswered("waking a run", error);
      });
    },
  };
}

async function look(client: DurableClient, runId: string): Promise<LiveRun> {
  const found = await client.getStatus(runId, { showInput: false }).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw unanswered("looking for a run", error);
  });
  if (!found?.name) return { kind: "unknown" };
  const atIso = new Date(found.lastUpdatedTime).toISOString();
  const status = RunStatus.safeParse(found.customStatus).data;
  const lost = (reason: string): LiveRun => ({
    kind: "lost",
    runtimeStatus: found.runtimeStatus,
    reason,
    atIso,
    status,
  });
  switch (found.runtimeStatus) {
    case OrchestrationRuntimeStatus.Completed: {
      const outcome = RunOutcome.safeParse(found.output);
      return outcome.success
        ? { kind: "ended", outcome: outcome.data, atIso, status }
        : lost("The run ended with something that is no outcome.");
    }
    case OrchestrationRuntimeStatus.Failed:
      return lost("The run's own process failed before it could record an ending. An operator has to look at it.");
    case OrchestrationRuntimeStatus.Terminated:
    case OrchestrationRuntimeStatus.Canceled:
      return lost("An operator ended the run from outside. What it was doing may not be recorded.");
    case OrchestrationRuntimeStatus.Running:
    case OrchestrationRuntimeStatus.Pending:
    case OrchestrationRuntimeStatus.Suspended:
    case OrchestrationRuntimeStatus.ContinuedAsNew:
      return { kind: "running", status };
  }
}

/** The SDK tells a missing instance from other trouble by its message alone. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && /HTTP 404|No instance with ID/.test(error.message);
}

function unanswered(doing: string, cause: unknown): RunError {
  return new RunError("transient", `The durable engine did not answer while ${doing}; try again later`, { cause });
}
