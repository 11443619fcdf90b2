import type { CloudEvent } from "../contracts/event.js";

/** Sends events to the topic, all or none as far as the caller can tell. Repeats are harmless: ids are stable. */
export interface EventPublisher {
  publish(events: readonly CloudEvent[]): Promise<void>;
}

/** Events written with the run's state first and published after, so that a crash between the two loses none. */
export interface EventOutbox {
  add(events: readonly CloudEvent[]): Promise<void>;
  /** Publishes what is pending (of one run, or of all) and returns how many went out. */
  flush(runId?: string): Promise<number>;
}
