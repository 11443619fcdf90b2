import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openStore } from "./store/store.js";
import { buildHost, type HostBuild } from "./testing/hostBuild.js";
import { spawnHost } from "./testing/hostProcess.js";
import { eventually } from "./testing/sampleHost.js";
import { tempFolder } from "./testing/tempFolder.js";

let bundle: HostBuild;
before(async () => {
  bundle = await buildHost("durable");
});
after(() => {
  bundle.remove();
});

const run = (...args: string[]) =>
  spawnSync(process.execPath, [bundle.mainFile, ...args], { encoding: "utf8", timeout: 20_000 });

test("says on stdout where it serves, logs to stderr, and stops in order on SIGTERM", async (t) => {
  const data = tempFolder(t);
  const host = await spawnHost(t, bundle.mainFile, ["--app", bundle.app, "--data", data]);
  assert.equal(await (await fetch(`${host.url}/api/plain`)).text(), "plain");
  const start = `${host.rpcUrl}/durabletask/orchestrators/WaitsThen/drained`;
  assert.equal((await fetch(start, { method: "POST" })).status, 202);
  await eventually(async () => {
    const status = await fetch(`${host.rpcUrl}/durabletask/instances/drained`);
    return ((await status.json()) as { customStatus: unknown }).customStatus === "waiting" ? true : undefined;
  }, "the activity under way");
  host.kill("SIGTERM");
  assert.deepEqual(await host.ended, { code: 0, signal: null });
  const lines = host.stderr().trim().split("\n");
  assert.ok(lines.every((line) => typeof (JSON.parse(line) as { message: string }).message === "string"));

  // The activity that ran at SIGTERM was let finish: its answer waits for the next start.
  const store = openStore(data, { onLost: assert.ifError });
  const left = { work: store.work.after(0), answered: store.inbox.waiting() };
  store.close();
  assert.deepEqual(left, { work: undefined, answered: ["drained"] });
});

test("refuses a data folder that another host holds, and names it", async (t) => {
  const data = tempFolder(t);
  const host = await spawnHost(t, bundle.mainFile, ["--app", bundle.app, "--data", data, "--quiet"]);
  const second = run("--app", bundle.app, "--data", data, "--port", "0");
  assert.equal(second.status, 1);
  assert.match(second.stderr, /^Another host \(pid \d+\) is running on .*: stop it, or choose another data folder/);
  assert.doesNotMatch(second.stderr, /\n {4}at /);
  host.kill("SIGTERM");
  await host.ended;
});

test("refuses a port that is taken, and says how to give another", async (t) => {
  const host = await spawnHost(t, bundle.mainFile, ["--app", bundle.app, "--data", tempFolder(t), "--quiet"]);
  const { port } = new URL(host.url);
  const second = run("--app", bundle.app, "--data", tempFolder(t), "--port", port);
  assert.equal(second.status, 1);
  assert.match(second.stderr, new RegExp(`^Port ${port} of 127\\.0\\.0\\.1 is taken\\. .*--port`));
  assert.doesNotMatch(second.stderr, /\n {4}at /);
  host.kill("SIGTERM");
  await host.ended;
});

test("refuses HTTP streaming, naming the feature", (t) => {
  const app = join(bundle.app, "../streaming");
  mkdirSync(app);
  writeFileSync(join(app, "package.json"), "{}");
  writeFileSync(join(app, "host.json"), '{ "version": "2.0" }');
  const code = 'app.setup({ enableHttpStream: true }); app.http("h", { handler() {} });';
  writeFileSync(join(app, "index.js"), `const { app } = require("@azure/functions"); ${code}`);
  const { status, stderr } = run("--app", app, "--data", tempFolder(t), "--port", "0");
  assert.equal(status, 1);
  assert.match(stderr, /HTTP streaming .* is not supported by the local host yet/);
});

test("explains its command line", (t) => {
  assert.match(run("--help").stdout, /^Usage: /);
  for (const args of [[], ["--data", tempFolder(t), "--port", "x"], ["--data", tempFolder(t), "--colour"]]) {
    const { status, stderr } = run(...args);
    assert.equal(status, 2, args.join(" "));
    assert.match(stderr, /--(data|port|colour)|port/);
    assert.doesNotMatch(stderr, /\n {4}at /);
  }
});

test("ends with 1 and the reason where no application is", (t) => {
  const folder = tempFolder(t);
  const { status, stderr } = run("--app", folder, "--data", join(folder, "data"));
  assert.equal(status, 1);
  assert.match(stderr, /^No host\.json/);
});
