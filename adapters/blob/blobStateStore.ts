import { checkedRecordName } from "../../shared/contracts/recordName.js";
import type { BlobContainer } from "./blobContainer.js";
import { readBlob } from "./blobText.js";

/** The engine's own container: its files are read, copies of checkpoints put beside, locks of the dead removed. */
export interface StateStore {
  /** The text under a name, or `undefined`. */
  find(name: string): Promise<string | undefined>;
  /** Names of everything in a folder. */
  list(folder: string): Promise<readonly string[]>;
  /** Stores a JSON text, over whatever was there. */
  put(name: string, text: string): Promise<void>;
  /** Removes what has this name, if anything has. */
  remove(name: string): Promise<void>;
}

/** The container that holds the `azblob://` backend of Pulumi. */
export function blobStateStore(container: BlobContainer): StateStore {
  return {
    find: (name) => container.use(`reading ${name}`, async (client) => (await readBlob(client, name))?.text),
    list: (folder) =>
      container.use(`listing ${folder}`, async (client) => {
        const names: string[] = [];
        for await (const { name } of client.listBlobsFlat({ prefix: `${folder}/` })) names.push(name);
        return names;
      }),
    put: (name, text) =>
      container.use(`writing ${name}`, async (client) => {
        await client.getBlockBlobClient(checkedRecordName(name)).upload(text, Buffer.byteLength(text), {
          blobHTTPHeaders: { blobContentType: "application/json" },
        });
      }),
    remove: (name) =>
      container.use(`removing ${name}`, async (client) => {
        await client.getBlobClient(name).deleteIfExists();
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
