import type { DurableTimer } from "../store/durableTimers.js";
import type { Instance } from "../store/instances.js";
import type { NewWork } from "../store/work.js";
import type { FunctionTable } from "../worker/functionTable.js";
import type { NewChild } from "./episodePlan.js";
import { EventType, historyEvent, type HistoryEvent } from "./historyEvent.js";
import { refusedInstanceId } from "./instanceId.js";
import { newInstance } from "./newInstance.js";
import type { NewTask } from "./numberedTasks.js";
import { ChildIdRefused, NoSuchFunction } from "./strictRules.js";

/** What the host has to write down for tasks that an orchestrator scheduled. */
export interface ScheduledTasks {
  readonly events: readonly HistoryEvent[];
  readonly work: readonly NewWork[];
  readonly timers: readonly DurableTimer[];
  readonly children: readonly NewChild[];
}

/** @throws StrictRuleBroken when a task names a function or an instance id that cannot be. */
export function scheduleTasks(tasks: readonly NewTask[], instance: Instance, functions: FunctionTable): ScheduledTasks {
  const events: HistoryEvent[] = [];
  const work: NewWork[] = [];
  const timers: DurableTimer[] = [];
  const children: NewChild[] = [];
  const owner = { instanceId: instance.id, executionId: instance.executionId };
  for (const task of tasks) {
    switch (task.kind) {
      case "activity": {
        if (!functions.find("activity", task.name)) throw new NoSuchFunction(task.name, "activity");
        const body = {
          EventType: EventType.TaskScheduled,
          Name: task.name,
          Version: "",
          Input: jsonText([task.input ?? null]),
        };
        events.push(historyEvent(body, task.id));
        work.push({ ...owner, taskId: task.id, name: task.name, input: optionalJsonText(task.input) });
        break;
      }
      case "timer": {
        const body = { EventType: EventType.TimerCreated, FireAt: task.fireAt.toISOString() };
        events.push(historyEvent(body, task.id));
        if (!task.isCanceled) timers.push({ ...owner, taskId: task.id, fireAt: task.fireAt.getTime() });
        break;
      }
      case "sub-orchestration": {
        const child = newChild(task, instance, functions);
        const { name, version, id, input } = child.instance;
        const body = {
          EventType: EventType.SubOrchestrationInstanceCreated,
          Name: name,
          Version: version,
          InstanceId: id,
          Input: input,
        };
        events.push(historyEvent(body, task.id));
        children.push(child);
      }
    }
  }
  return { events, work, timers, children };
}

function newChild(
  task: Extract<NewTask, { kind: "sub-orchestration" }>,
  parent: Instance,
  functions: FunctionTable,
): NewChild {
  const orchestrator = functions.find("orchestration", task.name);
  if (!orchestrator) throw new NoSuchFunction(task.name, "orchestrator");
  const id = task.instanceId ?? `${parent.executionId}:${task.id}`;
  const refusal =
    id === parent.id || id === parent.parent?.id
      ? "it is the id of the calling orchestration or of its parent."
      : refusedInstanceId(id);
  if (refusal !== undefined) throw new ChildIdRefused(id, refusal);
  return newInstance({
    id,
    name: orchestrator.name,
    version: task.version ?? "",
    input: optionalJsonText(task.input),
    parent: { id: parent.id, executionId: parent.executionId, taskId: task.id, name: parent.name },
    traceParent: parent.traceParent,
  });
}

function optionalJsonText(value: unknown): string | null {
  return value === undefined ? null : jsonText(value);
}

function jsonText(value: unknown): string {
  return JSON.stringify(value);
}
