import { z } from "zod";
import { Person } from "../../shared/contracts/decision.js";
import type { RunInput } from "../../shared/contracts/run.js";
import type { Ledger } from "../../shared/ports/records.js";
import { runPaths } from "../../shared/records/runPaths.js";

/** A wish to end a run, written once by whoever asked first. */
export const Cancellation = z.object({ version: z.literal(1), by: Person, reason: z.string(), at: z.iso.datetime() });
export type Cancellation = z.infer<typeof Cancellation>;

/** How often a working activity looks for a wish to cancel. */
const lookMs = 1_000;

/** Who cancelled the run, if anyone did. */
export async function cancellationOf(ledger: Ledger, run: RunInput): Promise<{ by?: Person }> {
  const text = await ledger.read(runPaths.cancellation(run));
  return text === undefined ? {} : { by: Cancellation.parse(JSON.parse(text)).by };
}

/** Watches for a wish to cancel while an engine works; call `stop` when it is done. */
export function watchCancellation(ledger: Ledger, run: RunInput): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const timer = setInterval(() => {
    void ledger.read(runPaths.cancellation(run)).then(
      (found) => {
        if (found !== undefined) controller.abort();
      },
      () => undefined, // storage away for a moment: the next look will tell
    );
  }, lookMs);
  return {
    signal: controller.signal,
    stop: () => {
      clearInterval(timer);
    },
  };
}
