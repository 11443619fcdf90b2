import type { ArtifactRef } from "../../shared/contracts/artifact.js";
import type { RenderedStack } from "../../shared/contracts/plan.js";
import type { RunInput } from "../../shared/contracts/run.js";
import type { Artifacts } from "../../shared/ports/records.js";
import { runPaths } from "../../shared/records/runPaths.js";

/** Stores a run's rendered files as artifacts of their own, one per file. Repeating it writes the same bytes. */
export function putStackFiles(artifacts: Artifacts, run: RunInput, { files }: RenderedStack): Promise<ArtifactRef[]> {
  return putFiles(artifacts, runPaths.stackFiles(run), files, run.traceId);
}

/** Stores texts under their names in a folder. */
export function putFiles(
  artifacts: Artifacts,
  folder: string,
  files: Readonly<Record<string, string>>,
  traceId: string,
): Promise<ArtifactRef[]> {
  return Promise.all(
    Object.entries(files).map(([name, body]) => artifacts.put(`${folder}/${name}`, body, { traceId })),
  );
}
