import { AwaitedEvents } from "./awaitedEvents.js";
import { EventType, type HistoryEvent } from "./historyEvent.js";
import { longTimer } from "./longTimer.js";
import { NumberedTasks, type NewTask } from "./numberedTasks.js";
import { ActionType, type Action } from "./orchestratorState.js";
import { retriedTask } from "./retriedTask.js";
import { FeatureMissing } from "./strictRules.js";
import { settledTask, whenAll, whenAny, type TaskNode } from "./taskNode.js";

/** What the orchestrator's actions mean, given the history it has seen. */
export interface Replay {
  /** Tasks to schedule now, with their sequence ids. */
  readonly added: readonly NewTask[];
  /** Tasks still open, new ones included: an instance neither ends nor continues as new before they are settled. */
  readonly open: readonly NewTask[];
  readonly canceledTimerIds: readonly number[];
  readonly isAwaitingEvent: boolean;
  readonly continueAsNew: { readonly input: unknown } | undefined;
  /** Events that arrived before continue-as-new and were not awaited. */
  readonly unread: readonly string[];
  /** Events that went to the wait of an earlier action, which heeds them no more: lost, on Azure too. */
  readonly lost: readonly string[];
  /** Events that arrived after continue-as-new: they belong to the next execution. */
  readonly late: readonly HistoryEvent[];
}

/**
 * Plays the extension's part: runs the actions one after another as tasks, feeds history in order, and so finds the
 * sequence ids and what is new. An action's tasks are made only when the action before is settled; ids by position in
 * the list would be wrong.
 * @throws StrictRuleBroken
 */
export function replay(actions: readonly Action[], history: readonly HistoryEvent[]): Replay {
  const tasks = new NumberedTasks();
  const events = new AwaitedEvents();
  const late: HistoryEvent[] = [];
  const next = actions[Symbol.iterator]();
  let current: TaskNode = settledTask();
  let currentIndex = -1;
  let continueAsNew: Replay["continueAsNew"];
  let now = new Date(0);
  const clock = () => now;

  function start(action: Action): TaskNode {
    switch (action.actionType) {
      case ActionType.CallActivity:
        return activity(action);
      case ActionType.CallActivityWithRetry:
        return retriedTask(action.retryOptions, () => activity(action), tasks, clock);
      case ActionType.CallSubOrchestrator:
        return subOrchestration(action);
      case ActionType.CallSubOrchestratorWithRetry:
        return retriedTask(action.retryOptions, () => subOrchestration(action), tasks, clock);
      case ActionType.ContinueAsNew:
        continueAsNew = { input: action.input };
        return settledTask();
      case ActionType.CreateTimer:
        return longTimer(new Date(action.fireAt), action.isCanceled, tasks, clock);
      case ActionType.WaitForExternalEvent:
        return events.waitFor(action.externalEventName, currentIndex);
      case ActionType.WhenAny:
        return whenAny(action.compoundActions.map(start));
      case ActionType.WhenAll:
        return whenAll(action.compoundActions.map(start));
      case ActionType.CallHttp:
        throw new FeatureMissing("callHttp");
      case ActionType.CallEntity:
      case ActionType.SignalEntity:
      case ActionType.LockEntities:
      case ActionType.ReleaseEntities:
        throw new FeatureMissing("durable entities (callEntity, signalEntity, lock)");
    }
  }

  const activity = (call: { functionName: string; input?: unknown }) =>
    tasks.schedule({ kind: "activity", name: call.functionName, input: call.input });

  const subOrchestration = (call: SubOrchestrationCall) =>
    tasks.schedule({
      kind: "sub-orchestration",
      name: call.functionName,
      input: call.input,
      instanceId: call.instanceId ?? undefined,
      version: call.version ?? undefined,
    });

  function advance(): void {
    while (!current.isOpen && !continueAsNew) {
      const action = next.next();
      if (action.done) return;
      currentIndex++;
      current = start(action.value);
    }
  }

  for (const event of history) {
    if (event.EventType === EventType.EventRaised) {
      if (continueAsNew) late.push(event);
      else events.raise(event.Name, currentIndex);
    } else if (event.EventType === EventType.OrchestratorStarted) {
      const at = new Date(event.Timestamp);
      if (at > now) now = at;
    } else {
      feed(event, tasks);
    }
    if (startsOrSettles(event)) advance();
  }

  return {
    added: tasks.added,
    open: tasks.open,
    canceledTimerIds: tasks.canceledTimerIds,
    isAwaitingEvent: events.hasWaits,
    continueAsNew,
    unread: events.unread,
    lost: events.lost,
    late,
  };
}

interface SubOrchestrationCall {
  readonly functionName: string;
  readonly input?: unknown;
  readonly instanceId?: string | null | undefined;
  readonly version?: string | null | undefined;
}

function feed(event: HistoryEvent, tasks: NumberedTasks): void {
  switch (event.EventType) {
    case EventType.TaskScheduled:
      tasks.confirm(event.EventId, "activity", event.Name);
      break;
    case EventType.SubOrchestrationInstanceCreated:
      tasks.confirm(event.EventId, "sub-orchestration", event.Name);
      break;
    case EventType.TimerCreated:
      tasks.confirm(event.EventId, "timer");
      break;
    case EventType.TaskCompleted:
    case EventType.SubOrchestrationInstanceCompleted:
      tasks.settle(event.TaskScheduledId, "completed");
      break;
    case EventType.TaskFailed:
    case EventType.SubOrchestrationInstanceFailed:
      tasks.settle(event.TaskScheduledId, "failed");
      break;
    case EventType.TimerFired:
      tasks.settle(event.TimerId, "completed");
      break;
    case EventType.ExecutionStarted:
    case EventType.ExecutionCompleted:
    case EventType.ExecutionTerminated:
    case EventType.ExecutionSuspended:
    case EventType.ExecutionResumed:
    case EventType.OrchestratorStarted:
    case EventType.OrchestratorCompleted:
    case EventType.EventRaised:
      break; // change no numbered task
  }
}

/** User code runs on these events only. */
function startsOrSettles(event: HistoryEvent): boolean {
  return resuming.some((type) => type === event.EventType);
}

const resuming: readonly number[] = [
  EventType.ExecutionStarted,
  EventType.EventRaised,
  EventType.TaskCompleted,
  EventType.TaskFailed,
  EventType.SubOrchestrationInstanceCompleted,
  EventType.SubOrchestrationInstanceFailed,
  EventType.TimerFired,
];
