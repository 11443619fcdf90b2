import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { smallRequest } from "../../test/kit/exampleBundle.js";
import { isEnded, startService } from "../../test/kit/service.js";
import { inPairs } from "../kit/inPairs.js";
import type { Measured } from "../kit/measurement.js";
import { spreadOf } from "../kit/spread.js";
import { processTree } from "./processTree.js";

const rounds = 3;
const restMs = 5000;

/** The service after its first requests, when it has been left alone for a while. */
export async function idleService(report: (progress: string) => void): Promise<Measured> {
  const started: number[] = [];
  const storage: number[] = [];
  const afterRun: number[] = [];
  const host = await inPairs(
    rounds,
    async (round) => {
      report(`idle service, round ${round + 1} of ${rounds}`);
      const seen = await idle();
      started.push(seen.startedMb);
      storage.push(seen.storageMb);
      afterRun.push(seen.afterRunMb);
      return seen.hostMb;
    },
    bareNode,
  );
  const target = { of: "ours", is: "at most", value: 150 } as const;
  return {
    findings: [
      { what: "idle host, application not used yet", unit: "MB", ours: spreadOf(started) },
      { what: "idle host", unit: "MB", ...host, target },
      { what: "idle host, after a run", unit: "MB", ours: spreadOf(afterRun), target },
      { what: "idle storage (Azurite)", unit: "MB", ours: spreadOf(storage) },
    ],
    notes: ["idle host: after a request for its health and one for its runs; the peer is a bare `node` that waits"],
  };
}

async function idle() {
  const service = await startService();
  try {
    const { pid } = service.host();
    await sleep(restMs);
    const startedMb = await residentMb(pid);
    for (const path of ["/api/health", "/api/runs"]) {
      const { status } = await service.call("GET", path);
      if (status !== 200) throw new Error(`${path} answered ${status}`);
    }
    await sleep(restMs);
    const hostMb = await residentMb(pid);
    const azurite = (await processTree(process.pid)).find(({ name }) => name === "node blob/main.js");
    const storageMb = (azurite?.residentBytes ?? 0) / 2 ** 20;

    await service.call("POST", "/api/provision/stack", { body: smallRequest("memory-idle") });
    const { outcome } = await service.until("memory-idle", isEnded);
    if (outcome?.kind !== "applied") throw new Error(`the run ended ${JSON.stringify(outcome)}`);
    await sleep(2 * restMs);
    return { startedMb, hostMb, storageMb, afterRunMb: await residentMb(pid) };
  } finally {
    await service.close();
  }
}

async function bareNode(): Promise<number> {
  const child = spawn(process.execPath, ["-e", "setInterval(() => undefined, 60_000)"], { stdio: "ignore" });
  try {
    await sleep(1000);
    return await residentMb(child.pid ?? 0);
  } finally {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }
}

async function residentMb(pid: number): Promise<number> {
  const found = (await processTree(pid)).find((each) => each.pid === pid);
  if (!found) throw new Error(`process ${pid} is gone`);
  return found.residentBytes / 2 ** 20;
}
