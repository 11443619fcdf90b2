import { open } from "node:fs/promises";
import { join } from "node:path";
import { bundleSystems, type RunningSystem, type StartSystem } from "./durable/startSystem.js";
import { inPairs } from "./kit/inPairs.js";
import type { Finding, Measurement } from "./kit/measurement.js";
import { withScratch } from "./kit/scratch.js";

const rounds = 5;
const seconds = 3;

/** How many orchestrations the local host runs, beside the same programming model without any store. */
export const durable: Measurement = {
  name: "durable",
  about:
    "orchestrations per second (5 sequential activities) of the local host, every commit fsynced, against the in-memory backend of @microsoft/durabletask-js 0.4.0",
  run: (report) =>
    withScratch(async (folder) => {
      const start = await bundleSystems(folder);
      const findings: Finding[] = [];
      const latencies: string[] = [];
      for (const clients of [1, 16, 64]) {
        report(`${clients} clients, ${rounds} pairs of ${seconds} s`);
        const tookMs: { readonly p50Ms: number; readonly p99Ms: number }[] = [];
        const pairs = await inPairs(
          rounds,
          async (round) => {
            const load = await loadOf(start, { data: join(folder, `data-${clients}-${round}`) }, clients);
            tookMs.push(load);
            return load.perSecond;
          },
          async () => (await loadOf(start, "peer", clients)).perSecond,
        );
        const target = { of: "ours", is: "at least", value: 400 } as const;
        const what = `${clients} ${clients === 1 ? "client" : "clients"}`;
        findings.push({ what, unit: "per second", ...pairs, ...(clients === 16 ? { target } : {}) });
        latencies.push(`${what}: one orchestration took ${latency(tookMs)}`);
      }
      return {
        findings,
        notes: [...latencies, `the disk takes ${await syncsPerSecond(folder)} fdatasync of 4 KB per second`],
      };
    }),
};

async function loadOf(start: StartSystem, which: Parameters<StartSystem>[0], clients: number) {
  const system: RunningSystem = await start(which);
  try {
    return await system.load(clients, seconds);
  } finally {
    await system.close();
  }
}

function latency(loads: readonly { readonly p50Ms: number; readonly p99Ms: number }[]): string {
  const middle = (values: number[]): string => (values.sort((a, b) => a - b)[values.length >> 1] ?? 0).toFixed(1);
  return `${middle(loads.map(({ p50Ms }) => p50Ms))} ms (p50), ${middle(loads.map(({ p99Ms }) => p99Ms))} ms (p99)`;
}

/** What the disk itself can do: no store that keeps its promises commits more often without grouping. */
async function syncsPerSecond(folder: string): Promise<number> {
  const file = await open(join(folder, "sync"), "w");
  try {
    const page = Buffer.alloc(4096, 1);
    const until = performance.now() + 1000;
    let count = 0;
    for (; performance.now() < until; count++) {
      await file.write(page, 0, page.length, 0);
      await file.datasync();
    }
    return count;
  } finally {
    await file.close();
  }
}
