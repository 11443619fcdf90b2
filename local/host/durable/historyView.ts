import { EventType, type HistoryEvent } from "./historyEvent.js";

const eventNames = new Map<number, string>(Object.entries(EventType).map(([name, number]) => [number, name]));
const bookkeeping: readonly number[] = [EventType.OrchestratorStarted, EventType.OrchestratorCompleted];

/**
 * History as the management API shows it: names for numbers, bookkeeping left out, a task's scheduling merged into its
 * result. Source: DurableTask extension, DurableClient.ConvertToDurableOrchestrationStatus.
 */
export function historyView(events: readonly HistoryEvent[], showResults: boolean): Record<string, unknown>[] {
  const scheduled = new Map<number, { readonly at: string; readonly name: string }>();
  const view: Record<string, unknown>[] = [];
  for (const event of events) {
    if (bookkeeping.includes(event.EventType)) continue;
    if (event.EventType === EventType.TaskScheduled || event.EventType === EventType.SubOrchestrationInstanceCreated) {
      scheduled.set(event.EventId, { at: event.Timestamp, name: event.Name });
      continue;
    }
    const entry: Record<string, unknown> = { ...event, EventType: eventNames.get(event.EventType) };
    for (const hidden of ["EventId", "IsPlayed", "Input", "TaskScheduledId"]) Reflect.deleteProperty(entry, hidden);
    if (!showResults) delete entry["Result"];
    else if ("Result" in event && event.Result !== null) entry["Result"] = parsed(event.Result);
    const start = "TaskScheduledId" in event ? scheduled.get(event.TaskScheduledId) : undefined;
    if (start) Object.assign(entry, { ScheduledTime: start.at, FunctionName: start.name });
    if (event.EventType === EventType.ExecutionStarted) entry["FunctionName"] = event.Name;
    view.push(entry);
  }
  return view;
}

/** Results are JSON text, but for the message of a failed execution. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
