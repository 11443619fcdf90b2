import type { CloudEvent } from "../../shared/contracts/event.js";

/**
 * Bytes of events sent at once; Event Grid takes 1 MiB with everything around them.
 * Source: https://learn.microsoft.com/azure/event-grid/quotas-limits
 */
const maxBatchBytes = 900 * 1024;

/** Events in order, in as few batches as the limit allows. An event beyond the limit is alone in its batch. */
export function batches(events: readonly CloudEvent[], limitBytes = maxBatchBytes): CloudEvent[][] {
  const all: CloudEvent[][] = [];
  let room = 0;
  for (const event of events) {
    const bytes = Buffer.byteLength(JSON.stringify(event)) + 1;
    const last = all.at(-1);
    if (last === undefined || bytes > room) {
      all.push([event]);
      room = limitBytes - bytes;
    } else {
      last.push(event);
      room -= bytes;
    }
  }
  return all;
}
