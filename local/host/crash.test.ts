import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import { openStore } from "./store/store.js";
import { buildHost, type HostBuild } from "./testing/hostBuild.js";
import { spawnHost, type HostProcess } from "./testing/hostProcess.js";
import { eventually } from "./testing/sampleHost.js";
import { tempFolder } from "./testing/tempFolder.js";

let bundle: HostBuild;
before(async () => {
  bundle = await buildHost("durable");
});
after(() => {
  bundle.remove();
});

interface Status {
  readonly runtimeStatus: string;
  readonly output: unknown;
}

test("an orchestration ends as it would have wherever the host dies [AA-002]", { timeout: 120_000 }, async (t) => {
  const points = { commits: 0, kills: 0 };
  for (let commit = 1; ; commit++) {
    const results = await Promise.all([killedAt(t, `${commit}:before`), killedAt(t, `${commit}:after`)]);
    if (results.every((wasKilled) => !wasKilled)) break;
    points.commits = commit;
    points.kills += results.filter(Boolean).length;
  }
  // Start, event, timer, and each episode of parent and child; an activity's result shares the next episode's commit.
  assert.ok(points.commits >= 7, `only ${points.commits} commits met`);
  assert.ok(points.kills >= 2 * points.commits - 1, `only ${points.kills} kills for ${points.commits} commits`);
});

test("no acknowledged start is lost when the host is killed in a storm", { timeout: 60_000 }, async (t) => {
  const data = tempFolder(t);
  const first = await spawnHost(t, bundle.mainFile, ["--app", bundle.app, "--data", data, "--quiet"]);
  const acknowledged: string[] = [];
  const client = async (name: string) => {
    for (let n = 0; ; n++) {
      const id = `${name}-${n}`;
      if (!(await start(first, "Sequence", id).catch(() => false))) return;
      acknowledged.push(id);
      if (acknowledged.length === 150) first.kill("SIGKILL");
    }
  };
  await Promise.all(["a", "b", "c", "d", "e", "f", "g", "h"].map(client));
  assert.equal((await first.ended).signal, "SIGKILL");

  const second = await spawnHost(t, bundle.mainFile, ["--app", bundle.app, "--data", data, "--quiet"]);
  for (const id of acknowledged) {
    assert.deepEqual(await endOf(second, id), { runtimeStatus: "Completed", output: 5 }, id);
  }
  await stop(second);
  assertNothingLeft(data);
});

/** Runs AllSteps with the host killed at a commit, then to its end with a fresh host; tells whether it was killed. */
async function killedAt(t: TestContext, crashPoint: string): Promise<boolean> {
  const data = tempFolder(t);
  const args = ["--app", bundle.app, "--data", data, "--quiet"];
  const doomed = await spawnHost(t, bundle.mainFile, args, { LOCAL_HOST_CRASH_AT: crashPoint });
  const said = await converse(doomed, { started: false, raised: false });
  if (said.isOver) {
    await stop(doomed);
    return false;
  }
  const patience = new Promise<undefined>((resolve) => {
    setTimeout(() => {
      resolve(undefined);
    }, 5_000).unref();
  });
  const gone = await Promise.race([doomed.ended, patience]);
  assert.equal(gone?.signal, "SIGKILL", `${crashPoint}: ${doomed.stderr()}`);

  const fresh = await spawnHost(t, bundle.mainFile, args);
  const again = await converse(fresh, said);
  assert.ok(again.isOver, `${crashPoint}: ${fresh.stderr()}`);
  assert.deepEqual(await endOf(fresh, "one"), { runtimeStatus: "Completed", output: 102 }, crashPoint);
  assert.deepEqual(await endOf(fresh, "one-child"), { runtimeStatus: "Completed", output: 101 }, crashPoint);
  await stop(fresh);
  assertNothingLeft(data);
  return true;
}

interface Said {
  readonly started: boolean;
  readonly raised: boolean;
}

/** A client that says only what was not acknowledged yet, and gives up when the host is gone. */
async function converse(host: HostProcess, before: Said): Promise<Said & { readonly isOver: boolean }> {
  let said = before;
  try {
    if (!said.started) {
      // It may have been stored without an answer: then the id is in use, and that is an answer too.
      const known = await fetch(`${host.rpcUrl}/durabletask/instances/one`);
      if (known.status === 404) assert.ok(await start(host, "AllSteps", "one"));
      said = { ...said, started: true };
    }
    if (!said.raised) {
      const url = `${host.rpcUrl}/durabletask/instances/one/raiseEvent/Go`;
      const headers = { "content-type": "application/json" };
      const answer = await fetch(url, { method: "POST", body: "1", headers });
      // 410: the event of the first host was stored without an answer, and the orchestration has ended with it.
      assert.ok([202, 410].includes(answer.status), `raiseEvent answered ${answer.status}`);
      said = { ...said, raised: true };
    }
    await endOf(host, "one");
    return { ...said, isOver: true };
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    return { ...said, isOver: false };
  }
}

async function start(host: HostProcess, name: string, id: string): Promise<boolean> {
  const answer = await fetch(`${host.rpcUrl}/durabletask/orchestrators/${name}/${id}`, { method: "POST" });
  await answer.arrayBuffer();
  return answer.status === 202;
}

async function endOf(host: HostProcess, id: string): Promise<Status> {
  return eventually(async () => {
    const answer = await fetch(`${host.rpcUrl}/durabletask/instances/${id}`);
    const { runtimeStatus, output } = (await answer.json()) as Status;
    return answer.status === 200 ? { runtimeStatus, output } : undefined;
  }, `the end of ${id}`);
}

async function stop(host: HostProcess): Promise<void> {
  host.kill("SIGTERM");
  assert.deepEqual(await host.ended, { code: 0, signal: null });
}

/** Reads the store alone: when all has ended, no message, timer or work may be left over. */
function assertNothingLeft(data: string): void {
  const store = openStore(data, {
    onLost(error) {
      throw error;
    },
  });
  try {
    assert.deepEqual(Object.keys(store.instances.countByStatus()), ["Completed"]);
    assert.deepEqual(store.inbox.waiting(), []);
    assert.equal(store.work.after(0), undefined);
    assert.equal(store.timers.nextAt(), undefined);
  } finally {
    store.close();
  }
}
