import { RetryOptions, type OrchestrationContext, type Task } from "durable-functions";
import type { z } from "zod";

/** The contract both sides of an activity call share: its name and its shapes. */
export interface ActivitySpec<I extends z.ZodType, O extends z.ZodType> {
  /** Lies in the history of waiting runs: add names, never rename one. */
  readonly name: string;
  readonly input: I;
  readonly output: O;
  /** For steps that may be repeated blindly: how often a thrown fault (storage away, host recycled) is tried again. */
  readonly retry?: RetryOptions;
}

/** Six attempts within about a minute: 2 s, doubling. */
export const retryFaults = Object.assign(new RetryOptions(2_000, 6), { backoffCoefficient: 2 });

/** The tail of a run must come to its end: about a day of attempts, 2 s apart at first, five minutes at most. */
export const retryTail = Object.assign(new RetryOptions(2_000, 300), {
  backoffCoefficient: 2,
  maxRetryIntervalInMilliseconds: 5 * 60_000,
});

/** Gives a spec its exact types. */
export const defineActivity = <I extends z.ZodType, O extends z.ZodType>(
  spec: ActivitySpec<I, O>,
): ActivitySpec<I, O> => spec;

/** Schedules an activity and returns its parsed result: `const preview = yield* call(context, steps.preview, input)`. */
export function* call<I extends z.ZodType, O extends z.ZodType>(
  context: OrchestrationContext,
  spec: ActivitySpec<I, O>,
  input: z.input<I>,
): Generator<Task, z.output<O>, unknown> {
  const task = spec.retry
    ? context.df.callActivityWithRetry(spec.name, spec.retry, input)
    : context.df.callActivity(spec.name, input);
  return spec.output.parse(yield task);
}
