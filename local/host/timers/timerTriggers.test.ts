import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openStore } from "../store/store.js";
import { seen } from "../testing/apps/triggers/seen.js";
import { eventually, startSample } from "../testing/sampleHost.js";
import { tempFolder } from "../testing/tempFolder.js";

const never = "0 0 0 1 1 *";

beforeEach(() => {
  seen.ticks.length = 0;
  seen.startups.length = 0;
});

test("runs by the clock and remembers when", async (t) => {
  process.env["TICK"] = "* * * * * *";
  const data = tempFolder(t);
  const host = await startSample("triggers", { data });
  const second = await eventually(() => seen.ticks[1], "a second tick");
  await host.close();
  assert.equal(second.isPastDue, false);
  assert.equal(second.schedule.adjustForDST, true);
  assert.ok(Date.parse(second.scheduleStatus.last) > Date.parse("2020-01-01"));

  const store = openStore(data, { onLost: assert.ifError });
  const status = store.schedules.get("tick");
  store.close();
  assert.equal(status?.schedule, "* * * * * *");
  assert.equal(status.nextAt % 1000, 0);
});

test("runs once past due for ticks it missed, and not for another schedule's", async (t) => {
  const data = tempFolder(t);
  const hourAgo = Date.now() - 3_600_000;
  const remember = async (schedule: string) => {
    const store = openStore(data, { onLost: assert.ifError });
    await store.transact(() => {
      store.schedules.put("tick", { schedule, lastAt: hourAgo - 1000, nextAt: hourAgo, updatedAt: hourAgo - 1000 });
    });
    store.close();
  };
  process.env["TICK"] = never;

  await remember(never);
  const late = await startSample("triggers", { data });
  const missed = await eventually(() => seen.ticks[0], "the missed tick");
  await late.close();
  assert.equal(missed.isPastDue, true);
  assert.equal(missed.scheduleStatus.next, new Date(hourAgo).toISOString());
  assert.equal(seen.ticks.length, 1);

  await remember("0 0 * * * *");
  const changed = await startSample("triggers", { data });
  await eventually(() => seen.startups[1], "the run at start, which comes after the schedules are read");
  await changed.close();
  assert.equal(seen.ticks.length, 1);
});

test("runs at start what asks for it, without claiming to be late", async () => {
  process.env["TICK"] = never;
  const host = await startSample("triggers");
  const first = await eventually(() => seen.startups[0], "the run at start");
  await host.close();
  assert.equal(first.isPastDue, false);
});

test("stops the start for a schedule that is none", async () => {
  process.env["TICK"] = "whenever";
  await assert.rejects(
    startSample("triggers"),
    /cannot schedule this application:\n {2}- tick: 'whenever' has 1 fields/,
  );
});
