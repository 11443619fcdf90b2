import type { StackLease } from "../../shared/ports/stackLease.js";

/** Long enough to survive a pause of the process, short enough that a dead owner is soon replaced. */
const leaseMs = 60_000;
const renewMs = 20_000;

/** A stack's lease while work goes on under it. */
export interface HeldLease {
  /** Fencing token: greater than that of any earlier holder. */
  readonly token: number;
  /** Aborted when the lease has another holder, or could not be renewed until its end: whoever works must stop. */
  readonly lost: AbortSignal;
}

/**
 * Does some work while holding a stack's lease, or says who holds it. Giving the lease back may fail: then it ends
 * by itself.
 */
export async function underLease<T>(
  lease: StackLease,
  { stackPath, holder }: { readonly stackPath: string; readonly holder: string },
  work: (held: HeldLease) => Promise<T>,
): Promise<T | { readonly kind: "busy"; readonly holder: string }> {
  const askedAtMs = performance.now();
  const answer = await lease.acquire(stackPath, holder, leaseMs);
  if (answer.kind === "busy") return { kind: "busy", holder: answer.holder };
  const { token } = answer;
  const renewal = keepRenewing(() => lease.renew(stackPath, holder, token, leaseMs), askedAtMs);
  try {
    return await work({ token, lost: renewal.lost });
  } finally {
    renewal.stop();
    await lease.release(stackPath, holder, token).catch(() => undefined);
  }
}

function keepRenewing(renew: () => Promise<boolean>, heldSinceMs: number): { lost: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const lose = (): void => {
    controller.abort();
  };
  const untilEndMs = (sinceMs: number): number => Math.max(0, sinceMs + leaseMs - performance.now());
  let end = setTimeout(lose, untilEndMs(heldSinceMs));
  let isRenewing = false;
  let isStopped = false;

  const renewOnce = async (): Promise<void> => {
    if (isRenewing) return; // the storage is slow: one question at a time
    isRenewing = true;
    const askedAtMs = performance.now();
    try {
      const isHeld = await renew();
      clearTimeout(end);
      if (isHeld) end = setTimeout(lose, untilEndMs(askedAtMs));
      else lose();
    } catch {
      // Storage is away for a moment. The lease still runs, and so does the timer of its end.
    } finally {
      isRenewing = false;
      if (isStopped) clearTimeout(end);
    }
  };
  const interval = setInterval(() => void renewOnce(), renewMs);
  return {
    lost: controller.signal,
    stop: () => {
      isStopped = true;
      clearInterval(interval);
      clearTimeout(end);
    },
  };
}
