import * as z from "zod";

const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;

/** When Azure may restart the server to patch it: within an hour of this time, about once a month. */
export const ServerMaintenance = z.strictObject({
  day: z.enum(days),
  /** `HH:MM` in UTC. */
  startTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day reads like "02:00"'),
});

/** A window as the server takes it: days count from Sunday. */
export function windowOf({ day, startTime }: z.output<typeof ServerMaintenance>) {
  const [hour, minute] = startTime.split(":").map(Number);
  return {
    customWindow: "Enabled",
    dayOfWeek: days.indexOf(day),
    ...(hour !== undefined && { startHour: hour }),
    ...(minute !== undefined && { startMinute: minute }),
  };
}
