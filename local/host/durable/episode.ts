import type { Instance } from "../store/instances.js";
import type { Message } from "../store/inbox.js";
import type { FunctionTable } from "../worker/functionTable.js";
import { endInstance, type Ending } from "./endings.js";
import { emptyPlan, type EpisodePlan } from "./episodePlan.js";
import { EventType, historyEvent, type HistoryEvent } from "./historyEvent.js";
import { newId } from "./instanceId.js";
import { startedEvent } from "./newInstance.js";
import { scheduleTasks } from "./newTasks.js";
import { callOrchestrator, type OrchestratorAnswer, type OrchestratorSettings } from "./orchestratorCall.js";
import type { OrchestratorState } from "./orchestratorState.js";
import { replay, type Replay } from "./replay.js";
import {
  checkCustomStatus,
  NoSuchFunction,
  NothingToWaitFor,
  StrictRuleBroken,
  UndrainedEvents,
} from "./strictRules.js";

/** What an episode starts from. `past` is the JSON text of earlier episodes, `events` what arrived since. */
export interface EpisodeInput {
  readonly instance: Instance;
  readonly past: readonly string[];
  readonly events: readonly HistoryEvent[];
  readonly consumed: readonly Message[];
}

/** Where episodes run. */
export interface EpisodeSettings extends OrchestratorSettings {
  readonly functions: FunctionTable;
}

/**
 * One step of an orchestration: gives the orchestrator its history with what arrived, and works out what is to be
 * scheduled, ended or begun anew. Changes nothing: the plan does when it is committed.
 */
export async function episode(input: EpisodeInput, settings: EpisodeSettings): Promise<EpisodePlan> {
  const { instance, past } = input;
  // Only this host writes history rows, from HistoryEvents.
  const played = past.flatMap((events) => JSON.parse(events) as HistoryEvent[]);
  const fresh = [startOfEpisode(played, input.events), ...input.events];
  try {
    const orchestrator = settings.functions.find("orchestration", instance.name);
    if (!orchestrator) throw new NoSuchFunction(instance.name, "orchestrator");
    const answer = await callOrchestrator(orchestrator, instance, { past, fresh }, settings);
    if (answer.kind === "broken") return ended(input, fresh, orchestratorFailed(instance, answer.error));
    return decide(input, fresh, answer, replay(answer.state.actions, [...played, ...fresh]), settings);
  } catch (error) {
    if (!(error instanceof StrictRuleBroken)) throw error;
    const reason = error.message;
    return ended(input, fresh, { status: "Failed", reason, details: error.stack ?? "", failureDetails: null });
  }
}

/** A plan that ends the instance at once, open tasks or not. */
export function ended(input: EpisodeInput, fresh: readonly HistoryEvent[], ending: Ending): EpisodePlan {
  const { instance, event, messages } = endInstance(input.instance, ending);
  return {
    ...emptyPlan(instance, input.consumed),
    events: [...fresh, event, historyEvent({ EventType: EventType.OrchestratorCompleted })],
    messages,
  };
}

function decide(
  input: EpisodeInput,
  fresh: readonly HistoryEvent[],
  answer: Extract<OrchestratorAnswer, { kind: "state" }>,
  replayed: Replay,
  settings: EpisodeSettings,
): EpisodePlan {
  const { state } = answer;
  const now = { ...input, instance: running(input.instance, state) };
  const tasks = scheduleTasks(replayed.added, input.instance, settings.functions);
  const mayEnd = replayed.open.length === 0;
  const warnings = [...(answer.hasFalsyStatus ? [falsyStatus] : []), ...replayed.lost.map(lostEvent)];

  if (mayEnd && state.error !== undefined) {
    return {
      ...ended(now, [...fresh, ...tasks.events], failure(input.instance, state, state.error, answer.stack)),
      warnings,
    };
  }
  if (mayEnd && replayed.continueAsNew) {
    return { ...continued(now, replayed, replayed.continueAsNew.input), warnings };
  }
  if (mayEnd && state.isDone) {
    const output = JSON.stringify(state.output ?? null);
    return { ...ended(now, [...fresh, ...tasks.events], { status: "Completed", output }), warnings };
  }
  if (mayEnd && !replayed.isAwaitingEvent) throw new NothingToWaitFor();

  return {
    ...emptyPlan(now.instance, input.consumed),
    ...tasks,
    events: [...fresh, ...tasks.events, historyEvent({ EventType: EventType.OrchestratorCompleted })],
    canceledTimerIds: replayed.canceledTimerIds,
    warnings: state.isDone || state.error !== undefined ? [...warnings, heldOpen(replayed)] : warnings,
  };
}

/** Continue-as-new: another execution id, no history, the same instance. */
function continued(input: EpisodeInput, replayed: Replay, next: unknown): EpisodePlan {
  if (replayed.unread.length > 0) throw new UndrainedEvents(replayed.unread);
  const instance: Instance = {
    ...input.instance,
    executionId: newId(),
    input: next === undefined ? null : JSON.stringify(next),
  };
  const own = { instanceId: instance.id, executionId: null };
  return {
    ...emptyPlan(instance, input.consumed),
    startsAfresh: true,
    messages: [
      { ...own, event: startedEvent(instance, undefined) },
      ...replayed.late.map((event) => ({ ...own, event })),
    ],
  };
}

function running(instance: Instance, state: OrchestratorState): Instance {
  let { customStatus } = instance;
  if (state.customStatus !== undefined) {
    customStatus = JSON.stringify(state.customStatus);
    checkCustomStatus(customStatus);
  }
  return { ...instance, status: "Running", customStatus, updatedAt: Date.now() };
}

function failure(instance: Instance, state: OrchestratorState, message: string, stack: string): Ending {
  return {
    status: "Failed",
    reason: `Orchestrator function '${instance.name}' failed: ${message}`,
    details: `Message: ${message}, StackTrace: ${stack}`,
    failureDetails: state.failureDetails ?? null,
  };
}

function orchestratorFailed(instance: Instance, error: Error): Ending {
  const reason = `Orchestrator function '${instance.name}' failed: ${error.message}`;
  return { status: "Failed", reason, details: error.stack ?? "", failureDetails: null };
}

/** Time never runs backwards for an orchestrator, and a fired timer is never in its future. */
function startOfEpisode(played: readonly HistoryEvent[], events: readonly HistoryEvent[]): HistoryEvent {
  const last = played.findLast((event) => event.EventType === EventType.OrchestratorStarted);
  const fired = events.map((event) => (event.EventType === EventType.TimerFired ? Date.parse(event.FireAt) : 0));
  const at = Math.max(Date.now(), last ? Date.parse(last.Timestamp) : 0, ...fired);
  return historyEvent({ EventType: EventType.OrchestratorStarted }, -1, new Date(at));
}

const falsyStatus =
  "setCustomStatus was given null, undefined, 0, false or '': durable-functions never sends such a status, so the one " +
  "before stays.";

function lostEvent(name: string): string {
  return (
    `An event '${name}' went to a wait of an earlier step that lost its race, and is lost, on Azure too: an event is ` +
    "only a hint unless something awaits it at all times."
  );
}

function heldOpen({ open }: Replay): string {
  const what = new Set(open.map((task) => (task.kind === "timer" ? "a timer" : `'${task.name}'`)));
  return `The orchestrator has returned, but its instance goes on until these settle, as on Azure: ${[...what].join(", ")}.`;
}
