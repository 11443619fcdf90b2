import type { RunInput } from "../../shared/contracts/run.js";
import type { Ledger } from "../../shared/ports/records.js";
import { listingLabels } from "../../shared/records/listingLabels.js";
import { runPaths } from "../../shared/records/runPaths.js";

/** Shows a run's phase in every list it stands in. Safe to repeat: labels are replaced whole. */
export async function labelRun(ledger: Ledger, run: RunInput, phase: string): Promise<void> {
  const labels = listingLabels(run, phase);
  await Promise.all([ledger.label(runPaths.listing(run), labels), ledger.label(runPaths.lineage(run), labels)]);
}
