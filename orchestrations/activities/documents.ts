import type { z } from "zod";
import type { ArtifactRef } from "../../shared/contracts/artifact.js";
import type { Artifacts } from "../../shared/ports/records.js";

/** Reads a stored document and checks it against its contract: storage is a boundary like any other. */
export async function readDocument<T extends z.ZodType>(
  artifacts: Artifacts,
  ref: ArtifactRef,
  contract: T,
): Promise<z.output<T>> {
  return contract.parse(JSON.parse(await artifacts.read(ref)));
}

/** Stores a document as readable JSON. */
export function putDocument(
  artifacts: Artifacts,
  name: string,
  document: unknown,
  traceId: string,
): Promise<ArtifactRef> {
  return artifacts.put(name, `${JSON.stringify(document, null, 2)}\n`, { contentType: "application/json", traceId });
}
