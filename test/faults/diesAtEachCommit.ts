import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { checkInvariants } from "../kit/checkInvariants.js";
import { smallRequest } from "../kit/exampleBundle.js";
import { isEnded, startService, type Service } from "../kit/service.js";
import { survivor, type Survivor } from "./survivor.js";

/** More than a run commits; a crash point that is never reached ends the table. */
const mostCommits = 60;

/**
 * The host dies right before, or right after, its n-th durable commit, for every n that a whole run makes: submission,
 * each step, the gate, the decision, the ending. Whatever was lost with it was never acknowledged. What a kill inside
 * the apply step leaves behind is another matter: such a run ends `apply-interrupted`.
 */
export function diesAtEachCommit(side: "before" | "after"): void {
  let service: Service;
  let client: Survivor;
  before(async () => {
    service = await startService();
    client = survivor(service);
  });
  after(() => service.close());

  test(`ends every run as it would have when the host dies ${side} each durable commit`, async () => {
    let crashes = 0;
    const inApply: number[] = [];
    for (let commit = 1; commit <= mostCommits; commit++) {
      await service.host().close();
      await service.startHost({ LOCAL_HOST_CRASH_AT: `${commit}:${side}` }).catch(() => service.startHost());
      const crashing = service.host();
      const runId = `boundary-${side}-${commit}`;
      await client.submit(smallRequest(runId, { auto_proceed: false, component: `B${side}${commit}` }));
      await client.decide(runId, "approve");
      const run = await client.until(runId, isEnded);
      if (run.outcome?.kind === "failed" && run.outcome.code === "apply-interrupted") inApply.push(commit);
      else
        assert.equal(run.outcome?.kind, "applied", `killed ${side} commit ${commit}: ${JSON.stringify(run.outcome)}`);
      if (service.host() === crashing) break; // the run was over before this commit
      crashes++;
    }
    // A kill inside the apply step is reported, not resumed: it may happen to a late hint, and must stay the exception.
    assert.ok(inApply.length <= 1, `kills at commits ${inApply.join(", ")} fell into the apply step`);
    assert.ok(crashes >= 12, `only ${crashes} commits were reached`);
    assert.ok(crashes < mostCommits, "a run commits more often than the table goes");
  });

  test("leaves stores in which the invariants hold after all of it", async () => {
    const { storageConnection, cloudDir } = service.surroundings;
    assert.deepEqual(await checkInvariants({ storageConnection, cloudDir, acknowledged: client.acknowledged }), []);
  });
}
