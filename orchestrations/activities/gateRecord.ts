import { Decision } from "../../shared/contracts/decision.js";
import type { Ledger } from "../../shared/ports/records.js";
import { runPaths } from "../../shared/records/runPaths.js";
import type { StepInput, StepResult } from "../stepResult.js";
import { cancellationOf } from "./cancellation.js";

/** Step `run.readGate`. Safe to repeat: reads only. A decision outranks a cancellation: it was recorded for this very pin. */
export const readGate =
  (ledger: Ledger) =>
  async ({ run, round }: StepInput<"readGate">): Promise<StepResult<"readGate">> => {
    const decided = await ledger.read(runPaths.decision(run, round));
    if (decided !== undefined) return { kind: "decided", decision: Decision.parse(JSON.parse(decided)) };
    const { by } = await cancellationOf(ledger, run);
    return by ? { kind: "cancelled", by } : { kind: "open" };
  };

/** Step `run.closeGate`. Safe to repeat: the first record wins, and it is what everybody gets back. */
export const closeGate =
  (ledger: Ledger) =>
  async ({ run, round, decision }: StepInput<"closeGate">): Promise<StepResult<"closeGate">> => {
    const { document } = await ledger.create(runPaths.decision(run, round), JSON.stringify(decision));
    return Decision.parse(JSON.parse(document));
  };
