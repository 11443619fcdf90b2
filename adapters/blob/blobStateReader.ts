import { checkedRecordName } from "../../shared/contracts/recordName.js";
import type { BlobContainer } from "./blobContainer.js";
import { readBlob } from "./blobText.js";

/** The engine's own container: its checkpoints are read, and copies of them put beside. */
export interface StateStore {
  /** The text under a name, or `undefined`. */
  find(name: string): Promise<string | undefined>;
  /** Stores a JSON text, over whatever was there. */
  put(name: string, text: string): Promise<void>;
}

/** The container that holds the `azblob://` backend of Pulumi. */
export function blobStateReader(container: BlobContainer): StateStore {
  return {
    find: (name) => container.use(`reading ${name}`, async (client) => (await readBlob(client, name))?.text),
    put: (name, text) =>
      container.use(`writing ${name}`, async (client) => {
        await client.getBlockBlobClient(checkedRecordName(name)).upload(text, Buffer.byteLength(text), {
          blobHTTPHeaders: { blobContentType: "application/json" },
        });
      }),
  };
}

/**
 * Where Pulumi keeps a stack's checkpoint in a backend of its own.
 * Source: https://github.com/pulumi/pulumi/blob/v3.259.0/pkg/backend/diy/store.go
 */
export function checkpointName(project: string, stack: string): string {
  return `.pulumi/stacks/${project}/${stack}.json`;
}
