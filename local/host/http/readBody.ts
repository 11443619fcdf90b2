import type { IncomingMessage } from "node:http";

/** Largest request body, in bytes. Source: Azure Functions limits, 100 MB per request. */
export const maxBodyBytes = 100 * 1024 * 1024;

/** The whole request body; undefined when it is larger than `limit` bytes. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > limit) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
