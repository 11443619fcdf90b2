import type { Logger } from "../log/logger.js";
import type { Store } from "../store/store.js";
import type { Work } from "../store/work.js";
import type { FunctionTable } from "../worker/functionTable.js";
import type { Invoke } from "../worker/invoke.js";
import { withTimeLimit } from "../worker/timeLimit.js";
import { toJsonText, type TypedData } from "../worker/typedData.js";
import { activityFailure } from "./activityFailure.js";
import { EventType, historyEvent, type HistoryEvent } from "./historyEvent.js";

/** Runs activities, at least once each: a result counts from the commit that takes the work row away. */
export interface Activities {
  /** Says that the work table may hold something new. */
  wake(): void;
  /** Takes no new work and resolves when the running activities have ended. */
  drain(): Promise<void>;
}

/** What the runner of activities works with. */
export interface ActivitySettings {
  readonly store: Store;
  readonly functions: FunctionTable;
  readonly invoke: Invoke;
  readonly logger: Logger;
  readonly maxConcurrent: number;
  readonly timeLimitMs: number;
  /** Told how each activity ended; who is told takes the work row away. */
  readonly onAnswered: (work: Work, event: HistoryEvent) => void;
}

export function activities(settings: ActivitySettings): Activities {
  const { store, logger } = settings;
  const running = new Set<Promise<void>>();
  /** Everything up to this row was taken up by this process. */
  let cursor = 0;
  let active = 0;
  let isDraining = false;

  function pump(): void {
    while (!isDraining && active < settings.maxConcurrent) {
      const work = store.work.after(cursor);
      if (!work) return;
      cursor = work.seq;
      active++;
      const done = perform(work).finally(() => running.delete(done));
      running.add(done);
    }
  }

  async function perform(work: Work): Promise<void> {
    const event = await answer(work).finally(() => {
      active--;
    });
    settings.onAnswered(work, event);
    pump();
  }

  async function answer(work: Work): Promise<HistoryEvent> {
    try {
      const { returnValue } = await run(work);
      return historyEvent({
        EventType: EventType.TaskCompleted,
        TaskScheduledId: work.taskId,
        Result: toJsonText(returnValue),
      });
    } catch (error) {
      const failure = activityFailure(work.name, error);
      logger.log("error", `Function.${work.name}`, `${failure.Reason} (instance '${work.instanceId}')`);
      return historyEvent({ EventType: EventType.TaskFailed, TaskScheduledId: work.taskId, ...failure });
    }
  }

  async function run(work: Work): ReturnType<Invoke> {
    const activity = settings.functions.find("activity", work.name);
    // The application changed between two starts: the episode that scheduled it had the function.
    if (!activity) throw new Error(`The function '${work.name}' doesn't exist or is disabled.`);
    const data = inputData(work.input);
    const traceParent = store.instances.identity(work.instanceId)?.traceParent ?? null;
    const invocation = settings.invoke(activity, {
      inputs: [{ name: activity.triggerBinding, data }],
      triggerMetadata: { [activity.triggerBinding]: data, instanceId: { string: work.instanceId } },
      traceContext: traceParent === null ? undefined : { traceParent },
    });
    return withTimeLimit(invocation, settings.timeLimitMs, activity.name);
  }

  setImmediate(pump);
  return {
    wake: pump,
    async drain() {
      isDraining = true;
      await Promise.all(running);
    },
  };
}

/** A string goes as text (the SDK put its JSON quotes inside), anything else as JSON, nothing as nothing. */
function inputData(input: string | null): TypedData {
  if (input === null) return {};
  const value: unknown = JSON.parse(input);
  return typeof value === "string" ? { string: value } : { json: input };
}
