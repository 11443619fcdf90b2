import type { Message } from "../store/inbox.js";
import type { Store } from "../store/store.js";

/**
 * Results of activities on their way into the next episode of their instance. They become durable together with it: one
 * fsync instead of two. Until then their work row stays, so that a crash runs the activity again.
 */
export class Arrivals {
  readonly #waiting = new Map<string, Message[]>();

  add(instanceId: string, message: Message): void {
    this.#waiting.set(instanceId, [...(this.#waiting.get(instanceId) ?? []), message]);
  }

  take(instanceId: string): readonly Message[] {
    const messages = this.#waiting.get(instanceId) ?? [];
    this.#waiting.delete(instanceId);
    return messages;
  }

  get instanceIds(): string[] {
    return [...this.#waiting.keys()];
  }
}

/** Takes messages away from where they waited. To be called inside a transaction. */
export function consume(store: Store, messages: readonly Message[]): void {
  for (const { source, seq } of messages) {
    if (source === "inbox") store.inbox.remove(seq);
    else store.work.remove(seq);
  }
}

/** Puts results that no episode takes now into the inbox. To be called inside a transaction. */
export function shelve(store: Store, instanceId: string, results: readonly Message[]): void {
  consume(store, results);
  for (const { executionId, event } of results) store.inbox.add(instanceId, executionId, event);
}
