import assert from "node:assert/strict";
import { test } from "node:test";
import { tempFolder } from "../testing/tempFolder.js";
import { openDatabase } from "./database.js";
import { history } from "./history.js";

const small = '[{"EventType":12}]';
const repetitive = `[{"EventType":4,"Input":"${"äöü ".repeat(500)}"}]`;

test("reads episodes back as they were written, in order, also those of a host that wrote them as text", (t) => {
  const db = openDatabase(tempFolder(t));
  db.prepare("INSERT INTO history (instance_id, episode, events) VALUES ('run', 1, ?)").run(small);
  const kept = history(db);
  kept.append("run", repetitive);
  assert.deepEqual(kept.read("run"), [small, repetitive]);
  db.close();
});

test("keeps an episode that repeats itself within what a page takes in", (t) => {
  const db = openDatabase(tempFolder(t));
  history(db).append("run", repetitive);
  const { bytes } = db.prepare("SELECT length(events) AS bytes FROM history").get() as { bytes: number };
  assert.ok(bytes < 1000, String(bytes));
  db.close();
});
