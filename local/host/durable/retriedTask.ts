import type { RetryOptions } from "./orchestratorState.js";
import type { NumberedTasks } from "./numberedTasks.js";
import { TaskNode } from "./taskNode.js";

/**
 * Runs `attempt` until it completes or may not be repeated. The host owns the timers between attempts; each takes a
 * sequence id, and so does one zero-delay timer after the last failure, without which the SDK waits for ever.
 * Source: DurableTask.Core, RetryInterceptor.cs ("dummy timer for back-compat").
 */
export function retriedTask(
  options: RetryOptions,
  attempt: () => TaskNode,
  tasks: NumberedTasks,
  now: () => Date,
): TaskNode {
  const outer = new TaskNode();
  const startedAt = now().getTime();
  let attempts = 0;

  function pause(delayMs: number, then: () => void): void {
    tasks.schedule({ kind: "timer", fireAt: new Date(now().getTime() + delayMs), isCanceled: false }).onSettled(then);
  }

  function tryOnce(): void {
    const task = attempt();
    task.onSettled(() => {
      if (!task.hasFailed) {
        outer.settle("completed");
        return;
      }
      attempts++;
      const fail = () => {
        outer.settle("failed");
      };
      if (attempts >= options.maxNumberOfAttempts) pause(0, fail);
      else if (now().getTime() >= startedAt + (options.retryTimeoutInMilliseconds ?? Infinity)) fail();
      else pause(delayMs(options, attempts), tryOnce);
    });
  }

  tryOnce();
  return outer;
}

function delayMs(options: RetryOptions, attempts: number): number {
  const delay = options.firstRetryIntervalInMilliseconds * (options.backoffCoefficient ?? 1) ** (attempts - 1);
  return Math.min(delay, options.maxRetryIntervalInMilliseconds ?? maxDelayMs);
}

/** Longest a durable timer may be in one piece. */
const maxDelayMs = 6 * 24 * 60 * 60 * 1000;
