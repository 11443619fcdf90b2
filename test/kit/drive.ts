import type { OrchestrationContext, Task } from "durable-functions";

/** What one activity answers: a value, an Error to throw, or one of these per call in order. */
export type Reply = unknown;

export interface Script {
  readonly input: unknown;
  readonly now: Date;
  /** Replies by activity name. A function is called with the input and the number of earlier calls. */
  readonly activities: Readonly<Record<string, (input: never, calls: number) => Reply>>;
  /** External events, consumed in order; when they run out, the timer fires and time moves to it. */
  readonly events?: readonly unknown[];
}

export interface Drive<T> {
  readonly result: T;
  /** Every action in the order it was scheduled: activity names, timers, events. */
  readonly scheduled: readonly string[];
  /** How long each timer was set for, in seconds and in order. */
  readonly timerSeconds: readonly number[];
  readonly statuses: readonly unknown[];
  readonly inputs: Readonly<Record<string, unknown[]>>;
}

/**
 * Drives an orchestrator to its end without a host, with time that jumps to whichever timer it waits for.
 * Refuses a task that is raced twice: the real SDK would schedule it twice and hang.
 */
export function drive<T>(
  orchestrator: (context: OrchestrationContext) => Generator<Task, T, unknown>,
  script: Script,
): Drive<T> {
  const scheduled: string[] = [];
  const timerSeconds: number[] = [];
  const statuses: unknown[] = [];
  const inputs: Record<string, unknown[]> = {};
  const events = [...(script.events ?? [])];
  const raced = new WeakSet<object>();
  let now = script.now;

  const activity = (name: string, input: unknown) => {
    scheduled.push(name);
    const calls = (inputs[name] ??= []);
    calls.push(structuredClone(input));
    const reply = script.activities[name];
    if (!reply) throw new Error(`the script has no reply for ${name}`);
    return { answer: () => reply(input as never, calls.length - 1) };
  };
  const df = {
    getInput: () => script.input,
    get currentUtcDateTime() {
      return now;
    },
    setCustomStatus: (status: unknown) => statuses.push(structuredClone(status)),
    callActivity: activity,
    callActivityWithRetry: (name: string, _retry: unknown, input: unknown) => activity(name, input),
    createTimer: (at: Date) => {
      scheduled.push("timer");
      timerSeconds.push((at.getTime() - now.getTime()) / 1000);
      const fire = () => {
        now = at > now ? at : now;
        return undefined;
      };
      return { answer: fire, fire, cancel: () => scheduled.push("timer cancelled") };
    },
    waitForExternalEvent: (name: string) => ({ event: name }),
    Task: {
      any: (tasks: ({ event: string; result?: unknown } | { fire: () => unknown })[]) => {
        for (const task of tasks) {
          if (raced.has(task)) throw new Error("a task was raced twice: on Azure this run would hang");
          raced.add(task);
        }
        return {
          answer: () => {
            const waiting = tasks.find((task) => "event" in task);
            const timer = tasks.find((task) => "fire" in task);
            if (waiting && events.length > 0) {
              waiting.result = events.shift();
              return waiting;
            }
            timer?.fire();
            return timer;
          },
        };
      },
    },
  };

  const generator = orchestrator({ df } as unknown as OrchestrationContext);
  let step = generator.next();
  while (!step.done) {
    const answer = (step.value as unknown as { answer: () => unknown }).answer();
    step = answer instanceof Error ? generator.throw(answer) : generator.next(answer);
  }
  return { result: step.value, scheduled, timerSeconds, statuses, inputs };
}
