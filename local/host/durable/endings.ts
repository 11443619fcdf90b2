import type { Instance } from "../store/instances.js";
import type { OutgoingMessage } from "./episodePlan.js";
import { EventType, historyEvent, type FailureDetails, type HistoryEvent } from "./historyEvent.js";

/** How an instance ends. `output` is JSON text. */
export type Ending =
  | { readonly status: "Completed"; readonly output: string }
  | { readonly status: "Terminated"; readonly reason: string | null }
  | {
      readonly status: "Failed";
      readonly reason: string;
      readonly details: string;
      readonly failureDetails: FailureDetails | null;
    };

/** The instance after its ending, the event that records it, and the answer to its parent. */
export function endInstance(
  instance: Instance,
  ending: Ending,
): { instance: Instance; event: HistoryEvent; messages: OutgoingMessage[] } {
  const output = outputOf(ending);
  const event = historyEvent(
    {
      EventType: EventType.ExecutionCompleted,
      OrchestrationStatus: ending.status,
      Result: ending.status === "Completed" ? output : textOf(ending),
      FailureDetails: ending.status === "Failed" ? ending.failureDetails : null,
    },
    0,
  );
  const { parent } = instance;
  return {
    instance: { ...instance, status: ending.status, output, updatedAt: Date.now() },
    event,
    messages: parent
      ? [{ instanceId: parent.id, executionId: parent.executionId, event: answer(parent.taskId, ending) }]
      : [],
  };
}

function answer(taskId: number, ending: Ending): HistoryEvent {
  if (ending.status === "Completed") {
    return historyEvent({
      EventType: EventType.SubOrchestrationInstanceCompleted,
      TaskScheduledId: taskId,
      Result: ending.output,
    });
  }
  return historyEvent({
    EventType: EventType.SubOrchestrationInstanceFailed,
    TaskScheduledId: taskId,
    Reason: textOf(ending) ?? "",
    Details: ending.status === "Failed" ? ending.details : "",
    FailureDetails: ending.status === "Failed" ? ending.failureDetails : null,
  });
}

function outputOf(ending: Ending): string {
  return ending.status === "Completed" ? ending.output : JSON.stringify(textOf(ending));
}

function textOf(ending: Exclude<Ending, { status: "Completed" }>): string | null {
  return ending.reason;
}
