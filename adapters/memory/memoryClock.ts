import type { Clock } from "../../shared/ports/clock.js";

/** A clock that stands still until it is moved. */
export function memoryClock(startIso: string): Clock & { advance(ms: number): void } {
  let nowMs = Date.parse(startIso);
  return {
    now: () => new Date(nowMs),
    advance(ms) {
      nowMs += ms;
    },
  };
}
