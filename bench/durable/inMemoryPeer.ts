import { OrchestrationStatus, type ActivityContext } from "@microsoft/durabletask-js";
import {
  InMemoryOrchestrationBackend,
  TestOrchestrationClient,
  TestOrchestrationWorker,
} from "@microsoft/durabletask-js/dist/testing/index.js";
import type { DurableSystem } from "./durableSystem.js";
import { sequence, waits } from "./peerOrchestrators.mjs";

/** Microsoft's in-memory backend: the same programming model with no store at all, so nothing survives its process. */
export async function inMemoryPeer(): Promise<DurableSystem> {
  const backend = new InMemoryOrchestrationBackend();
  const client = new TestOrchestrationClient(backend);
  const worker = new TestOrchestrationWorker(backend);
  worker.addNamedActivity("AddOne", (_: ActivityContext, sum: number) => sum + 1);
  worker.addNamedActivity("ReadGate", () => ({ kind: "open" }));
  worker.addNamedOrchestrator("Sequence", sequence);
  worker.addNamedOrchestrator("Waits", waits);
  await worker.start();

  return {
    async runSequence() {
      const id = await client.scheduleNewOrchestration("Sequence", 0);
      const state = await client.waitForOrchestrationCompletion(id, false, 60);
      if (state?.runtimeStatus !== OrchestrationStatus.COMPLETED)
        throw new Error(`orchestration ${id} did not end well`);
      await client.purgeOrchestration(id); // or its memory would fill within seconds
    },
    async startWaiting() {
      const id = await client.scheduleNewOrchestration("Waits");
      while ((await client.getOrchestrationState(id, true))?.serializedCustomStatus === undefined) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    async close() {
      await worker.stop();
      await client.stop();
    },
  };
}
