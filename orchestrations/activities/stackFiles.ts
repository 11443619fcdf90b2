import type { ArtifactRef } from "../../shared/contracts/artifact.js";
import type { RenderedStack } from "../../shared/contracts/plan.js";
import type { RunInput } from "../../shared/contracts/run.js";
import type { Artifacts } from "../../shared/ports/records.js";

/** Stores a run's rendered files as artifacts of their own, `{folder}/stack/{file}`. Repeating it writes the same bytes. */
export function putStackFiles(artifacts: Artifacts, run: RunInput, { files }: RenderedStack): Promise<ArtifactRef[]> {
  return putFiles(artifacts, `${run.folder}/stack`, files, run.traceId);
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
