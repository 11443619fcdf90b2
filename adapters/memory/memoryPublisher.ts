import type { CloudEvent } from "../../shared/contracts/event.js";
import type { EventPublisher } from "../../shared/ports/events.js";

/** A topic in memory. `published` is everything it took, repeats included; `failNext` makes the next call fail. */
export function memoryPublisher(): EventPublisher & {
  readonly published: CloudEvent[];
  failNext(error: Error): void;
} {
  const published: CloudEvent[] = [];
  let failure: Error | undefined;
  return {
    published,
    failNext(error) {
      failure = error;
    },
    publish(events) {
      const error = failure;
      failure = undefined;
      if (error !== undefined) return Promise.reject(error);
      published.push(...events);
      return Promise.resolve();
    },
  };
}
