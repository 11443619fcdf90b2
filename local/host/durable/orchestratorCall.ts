import type { AppFunction } from "../worker/functionTable.js";
import type { Invoke } from "../worker/invoke.js";
import { toJsonText } from "../worker/typedData.js";
import type { Instance } from "../store/instances.js";
import type { HistoryEvent } from "./historyEvent.js";
import { looseProperty } from "./looseProperty.js";
import { maxTimerMs, timerPieceMs } from "./longTimer.js";
import { OrchestratorState } from "./orchestratorState.js";
import { refuseReusedTasks } from "./reusedTask.js";

/** How one run of the orchestrator's code ended. */
export type OrchestratorAnswer =
  | {
      readonly kind: "state";
      readonly state: OrchestratorState;
      /** Where `state.error` was thrown. */
      readonly stack: string;
      /** It set a custom status that the SDK never sends. */
      readonly hasFalsyStatus: boolean;
    }
  /** The handler failed before the SDK could tell its state. */
  | { readonly kind: "broken"; readonly error: Error };

/** How orchestrators are run. `schemaVersion` is the number of the replay schema: 1 is V2, 2 is V3. */
export interface OrchestratorSettings {
  readonly invoke: Invoke;
  readonly schemaVersion: number;
}

/**
 * Runs the orchestrator once over its whole history.
 * @throws StrictRuleBroken when it reuses a task.
 */
export async function callOrchestrator(
  orchestrator: AppFunction,
  instance: Instance,
  history: { readonly past: readonly string[]; readonly fresh: readonly HistoryEvent[] },
  settings: OrchestratorSettings,
): Promise<OrchestratorAnswer> {
  const trigger = triggerText(instance, history.past, history.fresh, settings.schemaVersion);
  const request = {
    inputs: [{ name: orchestrator.triggerBinding, data: { string: trigger } }],
    traceContext: instance.traceParent === null ? undefined : { traceParent: instance.traceParent },
  };
  const invocation = await settings.invoke(orchestrator, request).catch((error: unknown) => error as Error);
  if (invocation instanceof Error) return thrownState(invocation);
  refuseReusedTasks(invocation.result);
  return {
    kind: "state",
    state: OrchestratorState.parse(JSON.parse(toJsonText(invocation.returnValue))),
    stack: "",
    hasFalsyStatus: hasFalsyStatus(invocation.context),
  };
}

/** The SDK throws its state behind this mark. Source: durable-functions, error/OrchestrationFailureError.ts. */
const stateMark = "\n\n$OutOfProcData$:";

function thrownState(error: Error): OrchestratorAnswer {
  const at = error.message.indexOf(stateMark);
  if (at < 0) return { kind: "broken", error };
  const state = OrchestratorState.parse(JSON.parse(error.message.slice(at + stateMark.length)));
  return { kind: "state", state, stack: error.stack ?? "", hasFalsyStatus: false };
}

/**
 * The orchestration trigger's text. Past episodes are spliced in as they were stored: nothing is parsed to be written
 * again. Source: DurableTask extension, OutOfProcOrchestrationShim; `Millseconds` is its spelling.
 */
function triggerText(
  instance: Instance,
  past: readonly string[],
  fresh: readonly HistoryEvent[],
  schemaVersion: number,
): string {
  const history = [...past, JSON.stringify(fresh)].map((events) => events.slice(1, -1)).join(",");
  const rest = JSON.stringify({
    instanceId: instance.id,
    isReplaying: past.length > 0,
    parentInstanceId: instance.parent?.id ?? null,
    upperSchemaVersion: 1,
    upperSchemaVersionNew: schemaVersion,
    longRunningTimerIntervalDuration: timeSpan(timerPieceMs),
    maximumShortTimerDuration: timeSpan(maxTimerMs),
    defaultHttpAsyncRequestSleepTimeMillseconds: 30_000,
  });
  return `{"history":[${history}],"input":${instance.input ?? "null"},${rest.slice(1)}`;
}

/** Whole days as a .NET TimeSpan. */
function timeSpan(ms: number): string {
  return `${ms / (24 * 60 * 60 * 1000)}.00:00:00`;
}

/** The SDK sets the property only when the orchestrator sets a status, and sends it only when it is truthy. */
function hasFalsyStatus(context: unknown): boolean {
  const df = looseProperty(context, "df");
  return (
    typeof df === "object" && df !== null && Object.hasOwn(df, "customStatus") && !looseProperty(df, "customStatus")
  );
}
