import { z } from "zod";
import type { ChangeSummary } from "../../shared/contracts/change.js";
import { Person } from "../../shared/contracts/decision.js";
import type { RunInput } from "../../shared/contracts/run.js";
import type { Ledger } from "../../shared/ports/records.js";
import { isChanged } from "../../shared/records/changeWords.js";
import { runPaths } from "../../shared/records/runPaths.js";
import type { StepResult } from "../stepResult.js";

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

/** A cancelled step's result, with what it had changed by then. */
export async function cancelledStep(
  ledger: Ledger,
  run: RunInput,
  changes?: ChangeSummary,
): Promise<Extract<StepResult<"preview">, { kind: "cancelled" }>> {
  const changed = changes && isChanged(changes) ? { changes } : {};
  return { kind: "cancelled", ...(await cancellationOf(ledger, run)), ...changed };
}

/** Looks for a wish to cancel while an engine works. */
export interface CancellationWatch {
  readonly signal: AbortSignal;
  /** Looks now, and says whether the run is to end. */
  look(): Promise<boolean>;
  stop(): void;
}

/** Watches from now on, until it is stopped. A wish that is there already is seen by the first `look`. */
export function watchCancellation(ledger: Ledger, run: RunInput): CancellationWatch {
  const controller = new AbortController();
  const look = async (): Promise<boolean> => {
    // Storage away for a moment: the next look will tell.
    const found = await ledger.read(runPaths.cancellation(run)).catch(() => undefined);
    if (found !== undefined) controller.abort();
    return controller.signal.aborted;
  };
  const timer = setInterval(() => void look(), lookMs);
  return {
    signal: controller.signal,
    look,
    stop: () => {
      clearInterval(timer);
    },
  };
}
