import type { Clock } from "../../shared/ports/clock.js";
import type { StackLease } from "../../shared/ports/stackLease.js";

/** Stack leases in memory, ending by the given clock. */
export function memoryStackLease(clock: Clock): StackLease {
  const leases = new Map<string, { token: number; holder: string | undefined; untilMs: number }>();
  const now = (): number => clock.now().getTime();
  return {
    acquire(stackPath, holder, durationMs) {
      const standing = leases.get(stackPath);
      if (standing?.holder !== undefined && standing.holder !== holder && standing.untilMs > now())
        return Promise.resolve({ kind: "busy", holder: standing.holder, untilIso: iso(standing.untilMs) });
      const lease = { token: (standing?.token ?? 0) + 1, holder, untilMs: now() + durationMs };
      leases.set(stackPath, lease);
      return Promise.resolve({ kind: "held", token: lease.token, untilIso: iso(lease.untilMs) });
    },
    renew(stackPath, holder, token, durationMs) {
      const standing = leases.get(stackPath);
      if (standing?.holder !== holder || standing.token !== token) return Promise.resolve(false);
      standing.untilMs = now() + durationMs;
      return Promise.resolve(true);
    },
    release(stackPath, holder, token) {
      const standing = leases.get(stackPath);
      if (standing?.holder === holder && standing.token === token) standing.holder = undefined;
      return Promise.resolve();
    },
  };
}

const iso = (ms: number): string => new Date(ms).toISOString();
