import { randomUUID } from "node:crypto";
import type { ContainerClient } from "@azure/storage-blob";
import { checkedRecordName } from "../../shared/contracts/recordName.js";
import { RunError } from "../../shared/errors.js";
import type { Ledger } from "../../shared/ports/records.js";
import type { BlobContainer } from "./blobContainer.js";
import { readBlob, removeBlob } from "./blobText.js";
import { labelsOf, metadataOf } from "./labels.js";
import { blobAnswer } from "./translateBlobError.js";

/** A ledger as block blobs written with `If-None-Match: *`; labels are the blobs' metadata, which listings carry. */
export function blobLedger(container: BlobContainer): Ledger {
  return {
    create: (name, document, labels = {}) =>
      container.use(`recording ${name}`, (client) => createOrRead(client, name, document, labels)),

    read: (name) => container.use(`reading ${name}`, async (client) => (await readBlob(client, name))?.text),

    label: (name, labels) =>
      container.use(`labelling ${name}`, async (client) => {
        await client.getBlobClient(checkedRecordName(name)).setMetadata(metadataOf(labels));
      }),

    list: (prefix, options) =>
      container.use(`listing ${prefix}`, async (client) => {
        const pages = client.listBlobsFlat({ prefix, includeMetadata: true }).byPage({
          maxPageSize: options?.limit ?? 1000,
          ...(options?.next !== undefined && { continuationToken: options.next }),
        });
        const page = await pages.next().catch((error: unknown) => {
          if (options?.next !== undefined && blobAnswer(error) === "not-understood") throw noSuchPage(error);
          throw error;
        });
        if (page.done === true) return { entries: [] };
        const { segment, continuationToken } = page.value;
        const entries = segment.blobItems.map((blob) => ({ name: blob.name, labels: labelsOf(blob.metadata) }));
        return { entries, ...(continuationToken && { next: continuationToken }) };
      }),

    remove: (name) => container.use(`removing ${name}`, (client) => removeBlob(client, name)),
  };
}

/** Continuation tokens are storage's own; it refuses those it did not make. */
function noSuchPage(cause: unknown): RunError {
  return new RunError("rejected-input", "storage knows no such page", { cause });
}

/**
 * Each call signs what it writes. When storage did the write but its answer was lost, the SDK's own retry finds the
 * record taken: by the signature it is known to be ours, and the first writer does not take itself for a second one.
 */
async function createOrRead(
  client: ContainerClient,
  name: string,
  document: string,
  labels: Readonly<Record<string, string>>,
): Promise<{ created: boolean; document: string }> {
  const blob = client.getBlockBlobClient(checkedRecordName(name));
  const writer = randomUUID();
  for (;;) {
    try {
      await blob.upload(document, Buffer.byteLength(document), {
        conditions: { ifNoneMatch: "*" },
        blobHTTPHeaders: { blobContentType: "application/json" },
        metadata: { ...metadataOf(labels), writer },
      });
      return { created: true, document };
    } catch (error) {
      if (blobAnswer(error) !== "taken") throw error;
    }
    const standing = await readBlob(client, name);
    // Removed between the two calls: the place is free again.
    if (standing !== undefined) return { created: standing.metadata["writer"] === writer, document: standing.text };
  }
}
