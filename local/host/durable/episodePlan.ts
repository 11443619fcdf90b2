import type { DurableTimer } from "../store/durableTimers.js";
import type { Message } from "../store/inbox.js";
import type { Instance } from "../store/instances.js";
import type { NewWork } from "../store/work.js";
import type { HistoryEvent } from "./historyEvent.js";

/** An event for an instance, possibly another one. */
export interface OutgoingMessage {
  readonly instanceId: string;
  readonly executionId: string | null;
  readonly event: HistoryEvent;
}

/** A sub-orchestration to start. */
export interface NewChild {
  readonly instance: Instance;
  readonly started: HistoryEvent;
}

/** All that one episode changes: it becomes durable as a whole or not at all. */
export interface EpisodePlan {
  readonly consumed: readonly Message[];
  /** The instance as it is afterwards. */
  readonly instance: Instance;
  /** Continue-as-new: past history and timers go. */
  readonly startsAfresh: boolean;
  readonly events: readonly HistoryEvent[];
  readonly work: readonly NewWork[];
  readonly timers: readonly DurableTimer[];
  readonly canceledTimerIds: readonly number[];
  readonly children: readonly NewChild[];
  readonly messages: readonly OutgoingMessage[];
  /** Things a developer should hear of although the instance goes on. */
  readonly warnings: readonly string[];
}

/** A plan that only takes messages away. */
export function emptyPlan(instance: Instance, consumed: readonly Message[]): EpisodePlan {
  return {
    consumed,
    instance,
    startsAfresh: false,
    events: [],
    work: [],
    timers: [],
    canceledTimerIds: [],
    children: [],
    messages: [],
    warnings: [],
  };
}
