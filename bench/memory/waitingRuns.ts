import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { bundleSystems, type RunningSystem } from "../durable/startSystem.js";
import { inPairs } from "../kit/inPairs.js";
import type { Measured } from "../kit/measurement.js";
import { withScratch } from "../kit/scratch.js";
import { spreadOf } from "../kit/spread.js";

const rounds = 3;
const runs = 1000;

/**
 * What a run costs while it waits at the gate: the real host and the product's own orchestrator, with steps that answer
 * at once, because a thousand previews by the real engine would take an hour. Growth is taken after some hundred runs,
 * when the code is warm, and after a garbage collection.
 */
export function waitingRuns(report: (progress: string) => void): Promise<Measured> {
  return withScratch(async (folder) => {
    const start = await bundleSystems(folder);
    const diskKb: number[] = [];
    const heapKb: number[] = [];
    const hostMb: number[] = [];
    const perRun = await inPairs(
      rounds,
      async (round) => {
        report(`${runs} waiting runs, round ${round + 1} of ${rounds}`);
        const data = join(folder, `data-${round}`);
        const grown = await growth(await start({ data }));
        hostMb.push(grown.residentMb);
        heapKb.push(grown.heapKb);
        diskKb.push((await sizeOf(data)) / 1024 / grown.waiting);
        return grown.residentKb;
      },
      async () => (await growth(await start("peer"))).residentKb,
    );
    const atMost = (value: number) => ({ of: "ours", is: "at most", value }) as const;
    return {
      findings: [
        { what: `host with ${runs} runs waiting`, unit: "MB", ours: spreadOf(hostMb) },
        { what: "memory per waiting run", unit: "KB", ...perRun, target: atMost(4) },
        { what: "of it JavaScript heap", unit: "KB", ours: spreadOf(heapKb) },
        { what: "disk per waiting run", unit: "KB", ours: spreadOf(diskKb), target: atMost(16) },
      ],
    };
  });
}

async function growth(system: RunningSystem) {
  const warmUp = 300;
  try {
    await system.wait(warmUp);
    const before = await system.memory();
    await system.wait(runs);
    const after = await system.memory();
    return {
      waiting: warmUp + runs,
      residentMb: after.residentBytes / 2 ** 20,
      residentKb: (after.residentBytes - before.residentBytes) / 1024 / runs,
      heapKb: (after.heapBytes - before.heapBytes) / 1024 / runs,
    };
  } finally {
    await system.close();
  }
}

/** Bytes that the files of a folder take on the disk. Source: stat(2), blocks of 512 bytes. */
async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder);
  const blocks = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).blocks));
  return blocks.reduce((sum, each) => sum + each * 512, 0);
}
