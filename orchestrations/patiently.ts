import type { OrchestrationContext, Task } from "durable-functions";

/**
 * Three retries, 15 s apart at first, doubling. Decided here and not by a retry policy, because only the result says
 * whether another try makes sense.
 * Source: cloud-provisioner specification, section 13 (retry policy).
 */
const pausesMs = [15_000, 30_000, 60_000];

/** Repeats a step while it says that the same call may succeed later. */
export function* patiently<T>(
  context: OrchestrationContext,
  mayRetry: (result: T) => boolean,
  step: () => Generator<Task, T, unknown>,
  onRetry: () => void,
): Generator<Task, T, unknown> {
  for (const pauseMs of pausesMs) {
    const result = yield* step();
    if (!mayRetry(result)) return result;
    onRetry();
    yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + pauseMs));
  }
  return yield* step();
}
