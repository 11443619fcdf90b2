import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { checkInvariants } from "../kit/checkInvariants.js";
import { smallRequest } from "../kit/exampleBundle.js";
import { isEnded, isWaiting, startService, type Service } from "../kit/service.js";
import { reviveHost, survivor, type Survivor } from "./survivor.js";

const kills = Number(process.env["KILLS"] ?? 100);
/** Longer than a preview takes, so that kills fall on every stage of it. */
const longestLifeMs = 1_800;
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);

let service: Service;
let client: Survivor;
before(async () => {
  service = await startService();
  client = survivor(service);
});
after(() => service.close());

/** A small linear congruential generator: the same seed plays the same storm. Source: Numerical Recipes, 3rd ed., 7.1. */
function dice(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * A storm: runs are submitted, previewed and declined while the host is killed a hundred times. No run applies during
 * it, because what a killed apply leaves behind is reconciled by other means; those that wait are approved after it.
 */
test(`ends every run as it would have after ${kills} kills at random moments (SEED=${seed})`, async () => {
  const random = dice(seed);
  const declined: string[] = [];
  const waiting: string[] = [];
  let next = 0;
  for (let kill = 0; kill < kills; kill++) {
    if (kill % 8 === 0) {
      const runId = `storm-${next++}`;
      await client.submit(smallRequest(runId, { auto_proceed: false, component: `Storm${next}` }));
      (next % 2 === 0 ? declined : waiting).push(runId);
    }
    const rejected = declined.at(-1);
    const reject = async (): Promise<void> => {
      if (rejected === undefined) return;
      const { body, status } = await service.call("GET", `/api/runs/${rejected}`);
      const pin = status === 200 ? (body as { gate?: { pin: string } }).gate?.pin : undefined;
      const verdict = { body: { verdict: "reject", reason: "storm" }, as: "grace" };
      if (pin)
        await service.call("POST", `/api/runs/${rejected}/decision`, {
          ...verdict,
          headers: { "if-match": `"${pin}"` },
        });
    };
    const life = new Promise((resolve) => setTimeout(resolve, random() * longestLifeMs));
    await Promise.race([
      life,
      reject()
        .catch(() => undefined)
        .then(() => life),
    ]);
    process.kill(service.host().pid, "SIGKILL");
    await reviveHost(service);
  }

  for (const runId of declined) await client.decide(runId, "reject");
  for (const runId of waiting) {
    await client.until(runId, (run) => isWaiting(run) || isEnded(run));
    await client.decide(runId, "approve");
  }
  const endings = async (runIds: string[]): Promise<unknown[]> =>
    Promise.all(runIds.map(async (runId) => (await client.until(runId, isEnded)).outcome));
  const surprises = [
    ...(await endings(declined)).filter((outcome) => (outcome as { kind: string }).kind !== "declined"),
    ...(await endings(waiting)).filter((outcome) => (outcome as { kind: string }).kind !== "applied"),
  ];
  assert.deepEqual(surprises, []);
});

test("leaves stores in which the invariants hold after all of it", async () => {
  const { storageConnection, cloudDir } = service.surroundings;
  assert.deepEqual(await checkInvariants({ storageConnection, cloudDir, acknowledged: client.acknowledged }), []);
});
