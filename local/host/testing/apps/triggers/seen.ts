import type { Timer } from "@azure/functions";

/** What the sample's functions were given; shared with the test through the process, not the module graph. */
interface Seen {
  readonly events: { event: unknown; data: unknown }[];
  readonly batches: unknown[];
  readonly ticks: Timer[];
  readonly startups: Timer[];
  readonly hooks: string[];
  mostAtOnce: number;
}

const empty: Seen = { events: [], batches: [], ticks: [], startups: [], hooks: [], mostAtOnce: 0 };
const shared = globalThis as typeof globalThis & { triggersSeen?: Seen };
export const seen: Seen = (shared.triggersSeen ??= empty);
