import { createHash } from "node:crypto";
import type { ContainerClient } from "@azure/storage-blob";
import { checkedRecordName } from "../../shared/contracts/recordName.js";
import { blobAnswer } from "./translateBlobError.js";

/** A blob's content with what is needed to replace exactly it. */
export interface BlobText {
  readonly bytes: Buffer;
  readonly text: string;
  readonly etag: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A blob's text in one round trip, or `undefined` when there is none. */
export async function readBlob(client: ContainerClient, name: string): Promise<BlobText | undefined> {
  try {
    const answer = await client.getBlobClient(checkedRecordName(name)).download();
    const bytes = await collect(answer.readableStreamBody);
    return { bytes, text: bytes.toString("utf8"), etag: answer.etag ?? "", metadata: answer.metadata ?? {} };
  } catch (error) {
    if (blobAnswer(error) === "missing") return undefined;
    throw error;
  }
}

/** Removes a blob if it is there. */
export async function removeBlob(client: ContainerClient, name: string): Promise<void> {
  await client.getBlobClient(checkedRecordName(name)).deleteIfExists();
}

/** Every byte of a downloaded body. */
export async function collect(body: NodeJS.ReadableStream | undefined): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body ?? []) chunks.push(Buffer.from(chunk));
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

export const sha256 = (bytes: string | Buffer): string => createHash("sha256").update(bytes).digest("hex");
