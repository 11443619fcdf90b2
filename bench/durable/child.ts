import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import type { Command, Load, Memory } from "./commands.js";
import type { DurableSystem } from "./durableSystem.js";

/** A durable system in a process of its own: `child.js host <app> <data>` or `child.js peer`. */
async function open([which, app = "", data = ""]: readonly string[]): Promise<DurableSystem> {
  if (which === "host") return (await import("./localHost.js")).localHost(app, data);
  return (await import("./inMemoryPeer.js")).inMemoryPeer();
}

async function answer(system: DurableSystem, command: Command): Promise<object> {
  switch (command.kind) {
    case "load":
      return load(system, command.clients, command.seconds);
    case "wait":
      return wait(system, command.count);
    case "memory":
      return memory();
    case "close":
      await system.close();
      return {};
  }
}

/** Until the compiler has done its work on the hot paths. */
const warmUpMs = 2000;

/** A closed loop: a client starts its next orchestration when the one before has ended. */
async function load(system: DurableSystem, clients: number, seconds: number): Promise<z.infer<typeof Load>> {
  const countFrom = performance.now() + warmUpMs;
  const until = countFrom + seconds * 1000;
  const tookMs: number[] = [];
  const client = async (): Promise<void> => {
    for (let startedAt = performance.now(); startedAt < until; startedAt = performance.now()) {
      await system.runSequence();
      const endedAt = performance.now();
      if (endedAt >= countFrom && endedAt < until) tookMs.push(endedAt - startedAt);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  tookMs.sort((a, b) => a - b);
  const at = (share: number): number => tookMs[Math.floor(share * (tookMs.length - 1))] ?? Number.NaN;
  return { perSecond: tookMs.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
}

async function wait(system: DurableSystem, count: number): Promise<object> {
  let left = count;
  const starter = async (): Promise<void> => {
    while (left-- > 0) await system.startWaiting();
  };
  await Promise.all(Array.from({ length: 16 }, starter));
  await sleep(2000);
  return {};
}

async function memory(): Promise<z.infer<typeof Memory>> {
  for (let round = 0; round < 4; round++) {
    global.gc?.(); // twice would do for objects; what finalizers free needs more
    await sleep(100);
  }
  const { rss, heapUsed } = process.memoryUsage();
  return { residentBytes: rss, heapBytes: heapUsed };
}

const system = await open(process.argv.slice(2));
let last: Promise<unknown> = Promise.resolve();
process.on("message", (command: Command) => {
  last = last
    .then(() => answer(system, command))
    .then((result) => process.send?.(result))
    .catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? "") : String(error)}\n`);
      process.exit(1);
    });
});
process.on("disconnect", () => process.exit(1));
process.send?.("ready");
