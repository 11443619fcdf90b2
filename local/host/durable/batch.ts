import type { Instance } from "../store/instances.js";
import { hasEnded } from "../store/instances.js";
import type { Message } from "../store/inbox.js";
import { EventType, type HistoryEvent } from "./historyEvent.js";

/** What an instance's waiting messages ask for. `consumed` are the messages that leave the inbox with it. */
export type Batch =
  | { readonly kind: "nothing" }
  /** Answers to an ended instance or an earlier execution. */
  | { readonly kind: "discard"; readonly consumed: readonly Message[] }
  | { readonly kind: "terminate"; readonly reason: string | null; readonly consumed: readonly Message[] }
  /** The instance stays suspended; all else waits. */
  | { readonly kind: "suspend"; readonly events: readonly HistoryEvent[]; readonly consumed: readonly Message[] }
  | { readonly kind: "run"; readonly events: readonly HistoryEvent[]; readonly consumed: readonly Message[] };

/** Decides what one episode takes from the inbox. */
export function takeBatch(instance: Instance | undefined, messages: readonly Message[]): Batch {
  if (messages.length === 0) return { kind: "nothing" };
  if (!instance || hasEnded(instance.status)) return { kind: "discard", consumed: messages };

  const wanted = messages.filter((each) => each.executionId === null || each.executionId === instance.executionId);
  if (wanted.length === 0) return { kind: "discard", consumed: messages };
  const events = wanted.map((message) => message.event);

  for (const event of events) {
    if (event.EventType === EventType.ExecutionTerminated) {
      return { kind: "terminate", reason: event.Input, consumed: messages };
    }
  }
  if (staysSuspended(instance, events)) {
    const switches = messages.filter(({ event }) => isSwitch(event));
    if (switches.length === 0) return { kind: "nothing" };
    return { kind: "suspend", events: switches.map(({ event }) => event), consumed: switches };
  }
  return { kind: "run", events: startFirst(events), consumed: messages };
}

/** An event may have been waiting when continue-as-new posted its start; an execution begins with its start. */
function startFirst(events: readonly HistoryEvent[]): HistoryEvent[] {
  const isStart = (event: HistoryEvent) => event.EventType === EventType.ExecutionStarted;
  return [...events.filter(isStart), ...events.filter((event) => !isStart(event))];
}

function staysSuspended(instance: Instance, events: readonly HistoryEvent[]): boolean {
  const last = events.findLast(isSwitch);
  return last ? last.EventType === EventType.ExecutionSuspended : instance.status === "Suspended";
}

function isSwitch(event: HistoryEvent): boolean {
  return event.EventType === EventType.ExecutionSuspended || event.EventType === EventType.ExecutionResumed;
}
