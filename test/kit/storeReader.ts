import { BlobServiceClient } from "@azure/storage-blob";

/** Reads a container as it lies in storage, without any part of the application. */
export interface StoreReader {
  names(prefix: string): Promise<string[]>;
  text(name: string): Promise<string>;
}

export function storeReader(connectionString: string, container: string): StoreReader {
  const client = BlobServiceClient.fromConnectionString(connectionString).getContainerClient(container);
  return {
    async names(prefix) {
      const found: string[] = [];
      if (!(await client.exists())) return found;
      for await (const { name } of client.listBlobsFlat({ prefix })) found.push(name);
      return found.sort();
    },
    async text(name) {
      return (await client.getBlobClient(name).downloadToBuffer()).toString("utf8");
    },
  };
}
