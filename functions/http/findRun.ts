import type { HttpRequest } from "@azure/functions";
import { ExecutionId } from "../../shared/contracts/identity.js";
import { RunClaim, type RunInput } from "../../shared/contracts/run.js";
import type { Ledger } from "../../shared/ports/records.js";
import { runPaths } from "../../shared/records/runPaths.js";

/** The run that a route's `{id}` names, or nothing: an id that cannot be one is as unknown as any other. */
export async function findRun(ledger: Ledger, request: HttpRequest): Promise<RunInput | undefined> {
  const id = ExecutionId.safeParse(request.params["id"]);
  if (!id.success) return undefined;
  const claim = await ledger.read(runPaths.claim(id.data));
  return claim === undefined ? undefined : RunClaim.parse(JSON.parse(claim)).input;
}
