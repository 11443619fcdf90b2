import type { ClientInputs } from "../durable/clientBinding.js";
import { errorText } from "../log/errorText.js";
import type { Logger } from "../log/logger.js";
import type { ScheduleStatus } from "../store/schedules.js";
import type { Store } from "../store/store.js";
import type { TriggeredBy } from "../worker/functionTable.js";
import type { Invoke } from "../worker/invoke.js";
import { mapFunctions } from "../worker/mapFunctions.js";
import { withTimeLimit } from "../worker/timeLimit.js";
import { readSchedule, type Schedule } from "./schedule.js";

/** What timer triggers work with. */
export interface TimerSettings {
  readonly store: Store;
  readonly invoke: Invoke;
  readonly clientInputs: ClientInputs;
  readonly logger: Logger;
  readonly timeLimitMs: number;
}

/** Runs functions by the clock. */
export interface TimerTriggers {
  /** Starts no further run and resolves when the running ones have ended. */
  drain(): Promise<void>;
}

/**
 * Starts the timer triggers: one run at a time each. The next tick is remembered, so a start that finds it in the past
 * runs once with `isPastDue`. Source: WebJobs extensions, TimerListener.cs.
 * @throws Error naming every schedule that is none.
 */
export function timerTriggers(targets: readonly TriggeredBy<"timer">[], settings: TimerSettings): TimerTriggers {
  const timers = mapFunctions("The local host cannot schedule this application", targets, (target) => ({
    target,
    schedule: readSchedule(target.trigger.schedule, process.env),
  }));
  const running = timers.map(({ target, schedule }) => startTimer(target, schedule, settings));
  return {
    async drain() {
      await Promise.all(running.map((timer) => timer.drain()));
    },
  };
}

function startTimer(target: TriggeredBy<"timer">, schedule: Schedule, settings: TimerSettings): TimerTriggers {
  const { store, logger } = settings;
  let timeout: NodeJS.Timeout | undefined;
  let run: Promise<void> | undefined;
  let isDraining = false;

  function arm(status: ScheduleStatus): void {
    if (isDraining) return;
    const waitMs = Math.min(Math.max(0, status.nextAt - Date.now()), maxTimeoutMs);
    timeout = setTimeout(() => {
      if (status.nextAt > Date.now()) arm(status);
      else run = tick(status, false);
    }, waitMs);
  }

  async function tick(status: ScheduleStatus, isPastDue: boolean): Promise<void> {
    const startedAt = Date.now();
    await invoke(status, isPastDue).catch((error: unknown) => {
      logger.log("error", `Function.${target.name}`, errorText(error));
    });
    arm(await remember(startedAt));
  }

  async function remember(lastAt: number | null): Promise<ScheduleStatus> {
    const now = Date.now();
    const status = { schedule: schedule.text, lastAt, nextAt: schedule.next(now), updatedAt: now };
    await store.transact(() => {
      store.schedules.put(target.name, status);
    });
    return status;
  }

  async function invoke(status: ScheduleStatus, isPastDue: boolean): Promise<void> {
    const json = JSON.stringify(timerInfo(status, isPastDue));
    const inputs = [{ name: target.triggerBinding, data: { json } }, ...settings.clientInputs(target)];
    await withTimeLimit(settings.invoke(target, { inputs }), settings.timeLimitMs, target.name);
  }

  async function begin(): Promise<void> {
    const known = store.schedules.get(target.name);
    const status = known?.schedule === schedule.text ? known : await remember(null);
    const isPastDue = status.nextAt <= Date.now();
    if (isPastDue || target.trigger.runOnStartup) await tick(status, isPastDue);
    else arm(status);
  }

  run = begin();
  return {
    async drain() {
      isDraining = true;
      clearTimeout(timeout);
      await run;
    },
  };
}

/** The trigger's data in the case the extension sends it. */
function timerInfo(status: ScheduleStatus, isPastDue: boolean): unknown {
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    Schedule: { AdjustForDST: true },
    ScheduleStatus: {
      Last: status.lastAt === null ? "0001-01-01T00:00:00" : iso(status.lastAt),
      LastUpdated: iso(status.updatedAt),
      Next: iso(status.nextAt),
    },
    IsPastDue: isPastDue,
  };
}

/** Longest timeout Node.js takes: 2^31 - 1 ms. */
const maxTimeoutMs = 0x7fffffff;
