import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { tempFolder } from "../testing/tempFolder.js";
import { commitQueue, type CommitQueue } from "./commitQueue.js";
import { closeDatabase, openDatabase, type Database } from "./database.js";

function open(t: TestContext): { readonly db: Database; readonly queue: CommitQueue; readonly lost: unknown[] } {
  const closing: Database[] = [];
  // Hooks run in order: close before the folder goes.
  t.after(() => {
    closing.forEach(closeDatabase);
  });
  const db = openDatabase(tempFolder(t));
  closing.push(db);
  const lost: unknown[] = [];
  db.exec("CREATE TABLE notes (text TEXT NOT NULL)");
  return { db, queue: commitQueue(db, { crashPoint: undefined, onLost: (error) => lost.push(error) }), lost };
}

const note = (db: Database, text: string | null) => () => db.prepare("INSERT INTO notes VALUES (?)").run(text);
const notes = (db: Database) =>
  db
    .prepare("SELECT text FROM notes")
    .all()
    .map((row: unknown) => (row as { text: string }).text);

test("changes that are ready together share one commit", async (t) => {
  const { db, queue } = open(t);
  await Promise.all(["a", "b", "c"].map((text) => queue.transact(note(db, text))));
  assert.deepEqual(notes(db), ["a", "b", "c"]);
  assert.equal(queue.commits, 1);
});

test("a change that throws is undone alone and tells its caller", async (t) => {
  const { db, queue } = open(t);
  const good = queue.transact(note(db, "kept"));
  const bad = queue.transact(() => {
    note(db, "undone")();
    throw new Error("no");
  });
  await good;
  await assert.rejects(bad, /^Error: no$/);
  assert.deepEqual(notes(db), ["kept"]);
});

test("answers with what the change returned, only after the commit", async (t) => {
  const { queue } = open(t);
  const during = await queue.transact(() => queue.commits);
  assert.equal(during, 0);
  assert.equal(queue.commits, 1);
});

test("a commit that fails is told to its callers and to the host", async (t) => {
  const { db, queue, lost } = open(t);
  db.exec("CREATE TABLE parents (id PRIMARY KEY)");
  db.exec("PRAGMA foreign_keys=ON; CREATE TABLE kids (id REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)");
  await assert.rejects(
    queue.transact(() => db.prepare("INSERT INTO kids VALUES (7)").run()),
    /FOREIGN KEY/,
  );
  assert.equal(lost.length, 1);
  db.exec("ROLLBACK");
});

test("writes what is queued when it closes, and takes no more", async (t) => {
  const { db, queue } = open(t);
  const before = queue.transact(note(db, "queued"));
  queue.close();
  await before;
  const later = queue.transact(note(db, "too late")).then(() => "done");
  assert.equal(await Promise.race([later, new Promise((resolve) => setTimeout(resolve, 50, "waits"))]), "waits");
  assert.deepEqual(notes(db), ["queued"]);
});

test("a second process-wide connection to the same folder is refused", (t) => {
  const folder = tempFolder(t);
  const db = openDatabase(folder);
  assert.throws(() => openDatabase(folder), /Another process holds the data folder/);
  closeDatabase(db);
  closeDatabase(openDatabase(folder));
});
