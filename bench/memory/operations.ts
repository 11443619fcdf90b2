import { setTimeout as sleep } from "node:timers/promises";
import { smallRequest } from "../../test/kit/exampleBundle.js";
import { isEnded, startService, type Service } from "../../test/kit/service.js";
import type { Finding, Measured } from "../kit/measurement.js";
import { spreadOf } from "../kit/spread.js";
import { processTree, type ProcessView } from "./processTree.js";

const rounds = 3;

/** Slow enough that the operations of all runs are in flight at the same time. */
const latencyMs = "2000";

/** Greatest memory of each operation with all its processes: the runner with the program, the engine, its provider. */
export async function operationsInFlight(report: (progress: string) => void): Promise<Measured> {
  const service = await startService({ SIMULATED_AZURE_LATENCY_MS: latencyMs });
  try {
    const findings: Finding[] = [];
    const notes: string[] = [];
    for (const count of [1, 4]) {
      const peaks: number[] = [];
      let largest: readonly ProcessView[] = [];
      for (let round = 0; round < rounds; round++) {
        report(`${count} runs at once, round ${round + 1} of ${rounds}`);
        const seen = await watch(service, await submit(service, count, round), count);
        peaks.push(...seen.perOperation);
        if (sum(seen.largest) > sum(largest)) largest = seen.largest;
      }
      const what = `per operation, ${count} in flight`;
      findings.push({ what, unit: "MB", ours: spreadOf(peaks), target: { of: "ours", is: "at most", value: 400 } });
      notes.push(`with ${count} in flight, at the most: ${describe(largest)}`);
    }
    return { findings, notes };
  } finally {
    await service.close();
  }
}

async function submit(service: Service, count: number, round: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => `memory-${count}-${round}-${index}`);
  for (const [index, id] of ids.entries()) {
    const body = smallRequest(id, {
      component: `Memory${count}${round}${index}Service`,
      infra_plan: {
        keyvault: { policy: "rbac" },
        blob_storage: { tier: "standard" },
        dns: { fqdn: `m${count}${round}${index}.example.connectsoft.io` },
      },
    });
    const { status, body: answer } = await service.call("POST", "/api/provision/stack", { body });
    if (status !== 202) throw new Error(`the request was answered ${JSON.stringify(answer)}`);
  }
  return ids;
}

/** Looks five times a second until all runs have ended; counts what was seen while `count` operations were in flight. */
async function watch(service: Service, ids: readonly string[], count: number) {
  const peaks = new Map<number, number>();
  let largest: readonly ProcessView[] = [];
  const over = new AbortController();
  const looking = (async () => {
    while (!over.signal.aborted) {
      const all = await processTree(process.pid);
      const operations = all.filter(isRunner).map((runner) => ({ runner, family: familyOf(all, runner.pid) }));
      const complete = operations.filter(({ family }) => family.some(isProvider));
      if (complete.length === count) {
        for (const { runner, family } of complete)
          peaks.set(runner.pid, Math.max(peaks.get(runner.pid) ?? 0, sum(family) / 2 ** 20));
        if (sum(all) > sum(largest)) largest = all;
      }
      await sleep(200);
    }
  })();
  try {
    for (const id of ids) {
      const { outcome } = await service.until(id, isEnded);
      if (outcome?.kind !== "applied") throw new Error(`run ${id} ended ${JSON.stringify(outcome)}`);
    }
  } finally {
    over.abort();
    await looking;
  }
  if (peaks.size === 0) throw new Error(`there were never ${count} operations in flight`);
  return { perOperation: [...peaks.values()], largest };
}

const isProvider = ({ name }: ProcessView): boolean => name.includes("pulumi-resource-");
const isRunner = ({ name }: ProcessView): boolean => name.endsWith("runner.js");
const sum = (processes: readonly ProcessView[]): number =>
  processes.reduce((total, { residentBytes }) => total + residentBytes, 0);

function familyOf(all: readonly ProcessView[], root: number): ProcessView[] {
  const children = all.filter(({ parent }) => parent === root).flatMap(({ pid }) => familyOf(all, pid));
  return [...all.filter(({ pid }) => pid === root), ...children];
}

function describe(processes: readonly ProcessView[]): string {
  const own = processes.filter(({ pid }) => pid !== process.pid && !isOfTheBench(processes, pid));
  return own.map(({ name, residentBytes }) => `${name} ${Math.round(residentBytes / 2 ** 20)} MB`).join(", ");
}

/** The benchmark itself runs under tsx, which keeps a compiler beside it. */
function isOfTheBench(processes: readonly ProcessView[], wanted: number): boolean {
  const found = processes.find(({ pid }) => pid === wanted);
  return found?.parent === process.pid && found.name.startsWith("esbuild");
}
