import { setTimeout as sleep } from "node:timers/promises";
import { startHost } from "../../local/host/startHost.js";
import { RunInput, RunStatus } from "../../shared/contracts/run.js";
import { z } from "zod";
import type { DurableSystem } from "./durableSystem.js";

const Status = z.object({ customStatus: z.unknown() });

/** The local host on the sample application: its real store, every commit fsynced. */
export async function localHost(app: string, data: string): Promise<DurableSystem> {
  const host = await startHost({ app, data, minLevel: "warning" });
  let started = 0;

  async function isAtGate(id: string): Promise<boolean> {
    const response = await fetch(`${host.rpcUrl}/durabletask/instances/${id}?showInput=false`);
    const { customStatus } = Status.parse(await response.json());
    return RunStatus.safeParse(customStatus).data?.gateExpiresAt !== undefined;
  }

  return {
    async runSequence() {
      const { status } = await host.durable.waitForEnd(await host.durable.start("Sequence", { input: 0 }));
      if (status !== "Completed") throw new Error(`an orchestration ended ${status}`);
    },
    async startWaiting() {
      const input = runInput(`exec-bench-${String(++started).padStart(6, "0")}`);
      await host.durable.start("provisionStack", { id: input.runId, input });
      while (!(await isAtGate(input.runId))) await sleep(20);
    },
    close: () => host.close(),
  };
}

/** A run's input as large as a real one. */
function runInput(runId: string): RunInput {
  const folder = `runs/2026/11/${runId}`;
  const place = { environment: "staging", region: "westeurope" };
  return RunInput.parse({
    version: 1,
    runId,
    folder,
    request: { name: `${folder}/accepted.json`, sha256: "0123456789abcdef".repeat(4), bytes: 2048 },
    stack: {
      project: "authservice-westeurope",
      stack: "staging-westeurope-auth",
      label: "staging-westeurope",
      path: "infrastructure/stacks/authservice/staging/westeurope",
      component: "AuthService",
      ...place,
    },
    traceId: `trace-${runId}`,
    blueprintId: "blueprint-auth-multi",
    requestedBy: { id: "ada@house.test", name: "Ada", kind: "person" },
    submittedAt: "2026-11-21T09:00:00.000Z",
    gateMinutes: 3 * 24 * 60,
  });
}
