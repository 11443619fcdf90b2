import type { z } from "zod";
import type { ArtifactRef } from "../../shared/contracts/artifact.js";
import { RunError } from "../../shared/errors.js";
import type { Artifacts } from "../../shared/ports/records.js";

/** Reads a stored document and checks it against its contract: storage is a boundary like any other. */
export async function readDocument<T extends z.ZodType>(
  artifacts: Artifacts,
  ref: ArtifactRef,
  contract: T,
): Promise<z.output<T>> {
  return contract.parse(JSON.parse(await artifacts.read(ref)));
}

/**
 * Reads a document if it can be read: whoever records an ending goes on without one that is missing or spoilt.
 * @throws RunError `transient` while storage does not answer: then the document may well be there.
 */
export async function findDocument<T extends z.ZodType>(
  artifacts: Artifacts,
  ref: ArtifactRef | undefined,
  contract: T,
): Promise<z.output<T> | undefined> {
  return ref && ifReadable(readDocument(artifacts, ref, contract));
}

/**
 * What a reading comes to, or nothing when it cannot be read.
 * @throws RunError `transient` while storage does not answer.
 */
export function ifReadable<T>(reading: Promise<T>): Promise<T | undefined> {
  return reading.catch((error: unknown) => {
    if (error instanceof RunError && error.kind === "transient") throw error;
    return undefined;
  });
}

/** Stores a document as readable JSON. */
export function putDocument(
  artifacts: Artifacts,
  name: string,
  document: unknown,
  traceId: string,
): Promise<ArtifactRef> {
  return artifacts.put(name, `${JSON.stringify(document, null, 2)}\n`, { traceId });
}
