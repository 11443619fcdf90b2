import type { AppendBlobClient } from "@azure/storage-blob";
import { checkedRecordName } from "../../shared/contracts/recordName.js";
import { RunProgress } from "../../shared/contracts/run.js";
import type { ProgressFeed } from "../../shared/ports/records.js";
import type { BlobContainer } from "./blobContainer.js";
import { collect } from "./blobText.js";
import { blobAnswer } from "./translateBlobError.js";

/** Bytes asked for at once by a reader; a longer feed is read in several calls. */
const windowBytes = 1024 * 1024;

/** Feeds whose end is remembered; another one costs its first append one round trip more. */
const rememberedFeeds = 1000;

/**
 * A run's feed as an append blob of JSON lines, `{folder}/progress.jsonl`. A position is a count of bytes, so a reader
 * fetches only what is new. Each append is one atomic block, at most 50,000 per feed; calls for one feed take turns.
 */
export function blobProgressFeed(container: BlobContainer): ProgressFeed {
  const ends = new Map<string, number>();
  const turns = new Map<string, Promise<unknown>>();

  const append = (name: string, batch: Buffer): Promise<void> =>
    container.use(`appending to ${name}`, async (client) => {
      const blob = client.getAppendBlobClient(checkedRecordName(name));
      const start = await appendOnce(blob, batch, ends.get(name));
      ends.delete(name); // to the end of the map's order: the oldest is forgotten first
      ends.set(name, start + batch.length);
      const [oldest] = ends.keys();
      if (ends.size > rememberedFeeds && oldest !== undefined) ends.delete(oldest);
    });

  return {
    async append(folder, lines) {
      if (lines.length === 0) return;
      const name = feedName(folder);
      const batch = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
      const turn = (turns.get(name) ?? Promise.resolve()).then(
        () => append(name, batch),
        () => append(name, batch), // the one before failed, and its caller knows
      );
      turns.set(name, turn);
      await turn.finally(() => {
        if (turns.get(name) === turn) turns.delete(name);
      });
    },

    read: (folder, after) =>
      container.use(`reading the feed of ${folder}`, async (client) => {
        const { text, next } = await readLines(client.getAppendBlobClient(checkedRecordName(feedName(folder))), after);
        const lines = text.split("\n").filter((line) => line !== "");
        return { lines: lines.map((line) => RunProgress.parse(JSON.parse(line))), next };
      }),
  };
}

const feedName = (folder: string): string => `${folder}/progress.jsonl`;

/**
 * Appends at a known place, so that a batch whose answer was lost is recognised instead of written twice.
 * Returns where the batch begins.
 */
async function appendOnce(blob: AppendBlobClient, batch: Buffer, end: number | undefined): Promise<number> {
  let position = end ?? (await startOrEnd(blob));
  for (;;) {
    try {
      await blob.appendBlock(batch, batch.length, { conditions: { appendPosition: position } });
      return position;
    } catch (error) {
      const answer = blobAnswer(error);
      if (answer === "taken") {
        if (await holds(blob, position, batch)) return position;
      } else if (answer !== "missing") throw error;
      position = await startOrEnd(blob);
    }
  }
}

/** Creates the feed, or finds the end of the one that is there. */
async function startOrEnd(blob: AppendBlobClient): Promise<number> {
  try {
    await blob.create({
      conditions: { ifNoneMatch: "*" },
      blobHTTPHeaders: { blobContentType: "application/x-ndjson" },
    });
    return 0;
  } catch (error) {
    if (blobAnswer(error) !== "taken") throw error;
    return (await blob.getProperties()).contentLength ?? 0;
  }
}

async function holds(blob: AppendBlobClient, position: number, batch: Buffer): Promise<boolean> {
  return batch.equals(await readRange(blob, position, batch.length));
}

/** Whole lines from a position on. The byte before it is read as well: it is a line's end, or the position is none. */
async function readLines(
  blob: AppendBlobClient,
  after: number,
  window = windowBytes,
): Promise<{ text: string; next: number }> {
  const from = Math.max(0, after - 1);
  const bytes = await readRange(blob, from, window);
  const start = after === 0 ? 0 : bytes.indexOf("\n") + 1;
  const end = bytes.lastIndexOf("\n") + 1;
  if (end > start) return { text: bytes.toString("utf8", start, end), next: from + end };
  return bytes.length < window ? { text: "", next: after } : readLines(blob, after, window * 2);
}

/** The bytes of a range as far as they exist. */
async function readRange(blob: AppendBlobClient, from: number, count: number): Promise<Buffer> {
  try {
    return await collect((await blob.download(from, count)).readableStreamBody);
  } catch (error) {
    const answer = blobAnswer(error);
    if (answer === "missing" || answer === "out-of-range") return Buffer.alloc(0);
    throw error;
  }
}
