/** Why an operation is to stop. */
export type StopReason = "cancelled" | "timed-out";

/** One signal for both reasons to stop, and which of them came first. */
export interface StopSignal {
  readonly signal: AbortSignal;
  reason(): StopReason | undefined;
  /** Forgets timer and listener. */
  clear(): void;
}

/** Joins the caller's signal, which may have been aborted already, with a time limit. */
export function stopSignal(caller: AbortSignal | undefined, timeoutMs: number): StopSignal {
  const controller = new AbortController();
  let reason: StopReason | undefined;
  const stop = (why: StopReason) => (): void => {
    reason ??= why;
    controller.abort();
  };
  const cancel = stop("cancelled");
  const timer = setTimeout(stop("timed-out"), timeoutMs);
  if (caller?.aborted) cancel();
  else caller?.addEventListener("abort", cancel, { once: true });
  return {
    signal: controller.signal,
    reason: () => reason,
    clear() {
      clearTimeout(timer);
      caller?.removeEventListener("abort", cancel);
    },
  };
}

/** Waits for the work or for the stop, whichever is first; the work is then left to itself. */
export async function untilStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  work.catch(() => undefined); // its fault is nobody's business after the stop
  let stop: () => void = () => undefined;
  const stopped = new Promise<undefined>((resolve) => {
    stop = () => {
      resolve(undefined);
    };
  });
  signal.addEventListener("abort", stop, { once: true });
  return Promise.race([work, stopped]).finally(() => {
    signal.removeEventListener("abort", stop);
  });
}
