import { Cron } from "croner";
import { parseTimeSpan } from "../config/timeSpan.js";
import { normalNcrontab } from "./ncrontab.js";

/** When a timer trigger runs. */
export interface Schedule {
  /** The expression, settings filled in: what the remembered times belong to. */
  readonly text: string;
  /** The first moment after `from`; both in milliseconds. */
  next(from: number): number;
}

/**
 * Reads a timer trigger's schedule: NCRONTAB, a TimeSpan between runs, or `%SETTING%` naming one of them. Times are UTC
 * unless WEBSITE_TIME_ZONE names a zone. Source: Azure Functions, Timer trigger.
 * @throws Error for a schedule that is none, or never comes.
 */
export function readSchedule(expression: string, env: NodeJS.ProcessEnv): Schedule {
  const text = expression.replace(/%([^%]+)%/g, (_, name: string) => {
    const value = env[name];
    if (value === undefined)
      throw new Error(`the schedule '${expression}' names the setting '${name}', which is not set`);
    return value;
  });
  const intervalMs = parseTimeSpan(text);
  if (intervalMs !== undefined && Number.isFinite(intervalMs) && intervalMs > 0) {
    return { text, next: (from) => from + intervalMs };
  }
  const cron = new Cron(normalNcrontab(text), {
    paused: true,
    mode: "6-part",
    domAndDow: true, // NCRONTAB wants both days to match
    timezone: env["WEBSITE_TIME_ZONE"] ?? "UTC",
  });
  const next = (from: number) => {
    const at = cron.nextRun(new Date(from));
    if (!at) throw new Error(`the schedule '${text}' never comes`);
    return at.getTime();
  };
  next(Date.now());
  return { text, next };
}
