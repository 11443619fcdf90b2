import { ExecutionContext } from "../../shared/contracts/memory.js";
import type { RunInput } from "../../shared/contracts/run.js";
import type { Artifacts } from "../../shared/ports/records.js";
import { runPaths } from "../../shared/records/runPaths.js";
import { putDocument } from "./documents.js";

/** Holds what a run knows between its steps; each round's preview holds it anew. */
export async function hold(artifacts: Artifacts, run: RunInput, context: ExecutionContext): Promise<void> {
  await putDocument(artifacts, runPaths.context(run), context, run.traceId);
}

/** What a run holds, as long as it is under way. */
export async function held(artifacts: Artifacts, run: RunInput): Promise<ExecutionContext | undefined> {
  const text = await artifacts.find(runPaths.context(run));
  return text === undefined ? undefined : ExecutionContext.parse(JSON.parse(text));
}

/**
 * What only the steps of a run needed, whatever came of them: a preview that was cut off may have written its update plan.
 * The run's evidence is not among it.
 */
export async function passingNames(artifacts: Artifacts, run: RunInput): Promise<string[]> {
  const files = await artifacts.list(run.folder);
  const updatePlans = files.map(({ name }) => name).filter((name) => name.startsWith(runPaths.updatePlans(run)));
  return [runPaths.context(run), ...updatePlans];
}
