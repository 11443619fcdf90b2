import { z } from "zod";
import type { ContainerClient } from "@azure/storage-blob";
import { checkedRecordName } from "../../shared/contracts/recordName.js";
import type { Clock } from "../../shared/ports/clock.js";
import type { StackLease } from "../../shared/ports/stackLease.js";
import type { BlobContainer } from "./blobContainer.js";
import { readBlob } from "./blobText.js";
import { blobAnswer } from "./translateBlobError.js";

/** What stands in a stack's lease blob. The blob is never deleted: its token would be counted from the start again. */
const LeaseRecord = z.object({
  version: z.literal(1),
  token: z.int().positive(),
  /** Absent when the lease was given back. */
  holder: z.string().optional(),
  untilIso: z.iso.datetime(),
});
type LeaseRecord = z.infer<typeof LeaseRecord>;

/**
 * Stack leases as one blob per stack, `leases/{stackPath}.json`, changed by compare-and-swap on its ETag. A lease ends
 * by the given clock; hosts whose clocks differ are kept apart by the fencing token, not by the time.
 */
export function blobStackLease(container: BlobContainer, clock: Clock): StackLease {
  const until = (durationMs: number): string => new Date(clock.now().getTime() + durationMs).toISOString();
  const isRunning = (record: LeaseRecord): boolean => Date.parse(record.untilIso) > clock.now().getTime();

  return {
    acquire: (stackPath, holder, durationMs) =>
      container.use(`leasing ${stackPath}`, async (client) => {
        for (;;) {
          const standing = await readLease(client, stackPath);
          const record = standing?.record;
          if (record?.holder !== undefined && record.holder !== holder && isRunning(record))
            return { kind: "busy", holder: record.holder, untilIso: record.untilIso };
          const mine: LeaseRecord = {
            version: 1,
            token: (record?.token ?? 0) + 1,
            holder,
            untilIso: until(durationMs),
          };
          if (await swap(client, stackPath, mine, standing?.etag))
            return { kind: "held", token: mine.token, untilIso: mine.untilIso };
        }
      }),

    renew: (stackPath, holder, token, durationMs) =>
      container.use(`renewing the lease of ${stackPath}`, async (client) => {
        for (;;) {
          const standing = await readLease(client, stackPath);
          if (standing?.record.holder !== holder || standing.record.token !== token) return false;
          const renewed = { ...standing.record, untilIso: until(durationMs) };
          if (await swap(client, stackPath, renewed, standing.etag)) return true;
        }
      }),

    release: (stackPath, holder, token) =>
      container.use(`releasing the lease of ${stackPath}`, async (client) => {
        for (;;) {
          const standing = await readLease(client, stackPath);
          if (standing?.record.holder !== holder || standing.record.token !== token) return;
          const free: LeaseRecord = { version: 1, token, untilIso: clock.now().toISOString() };
          // A swap that fails may have met a last renewal of this very lease, which others would have to wait for.
          if (await swap(client, stackPath, free, standing.etag)) return;
        }
      }),
  };
}

const leaseName = (stackPath: string): string => checkedRecordName(`leases/${stackPath}.json`);

async function readLease(
  client: ContainerClient,
  stackPath: string,
): Promise<{ record: LeaseRecord; etag: string } | undefined> {
  const blob = await readBlob(client, leaseName(stackPath));
  return blob && { record: LeaseRecord.parse(JSON.parse(blob.text)), etag: blob.etag };
}

/** Replaces exactly the version that was read, or creates the first. Returns false when another writer was faster. */
async function swap(
  client: ContainerClient,
  stackPath: string,
  record: LeaseRecord,
  etag: string | undefined,
): Promise<boolean> {
  const text = JSON.stringify(record);
  try {
    await client.getBlockBlobClient(leaseName(stackPath)).upload(text, Buffer.byteLength(text), {
      conditions: etag === undefined ? { ifNoneMatch: "*" } : { ifMatch: etag },
      blobHTTPHeaders: { blobContentType: "application/json" },
    });
    return true;
  } catch (error) {
    if (blobAnswer(error) === "taken") return false;
    throw error;
  }
}
