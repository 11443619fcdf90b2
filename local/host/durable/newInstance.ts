import type { Instance } from "../store/instances.js";
import { EventType, historyEvent, type HistoryEvent } from "./historyEvent.js";
import { newId } from "./instanceId.js";

/** What a new instance is made of. `input` is JSON text. */
export interface InstanceSpec {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly input: string | null;
  readonly parent: (Instance["parent"] & { readonly name: string }) | null;
  readonly traceParent: string | null;
}

/** A pending instance and the event that starts it. */
export function newInstance(spec: InstanceSpec): { instance: Instance; started: HistoryEvent } {
  const now = Date.now();
  const { id, name, version, input, parent, traceParent } = spec;
  const executionId = newId();
  const instance: Instance = {
    id,
    name,
    version,
    executionId,
    status: "Pending",
    input,
    output: null,
    customStatus: null,
    createdAt: now,
    updatedAt: now,
    parent: parent && { id: parent.id, executionId: parent.executionId, taskId: parent.taskId },
    traceParent,
  };
  return { instance, started: startedEvent(instance, parent?.name) };
}

/** The event that begins an execution of `instance`. */
export function startedEvent(instance: Instance, parentName: string | undefined): HistoryEvent {
  const { parent } = instance;
  return historyEvent({
    EventType: EventType.ExecutionStarted,
    ParentInstance: parent && {
      Name: parentName ?? "",
      OrchestrationInstance: { InstanceId: parent.id, ExecutionId: parent.executionId },
      TaskScheduleId: parent.taskId,
      Version: "",
    },
    Name: instance.name,
    Version: instance.version,
    Input: instance.input,
    Tags: null,
    OrchestrationInstance: { InstanceId: instance.id, ExecutionId: instance.executionId },
  });
}
