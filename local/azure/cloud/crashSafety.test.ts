import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { openCloud } from "../cloudStore.js";

const writer = fileURLToPath(new URL("../testing/groupWriter.ts", import.meta.url));
let root: string;
before(async () => {
  root = await mkdtemp(join(tmpdir(), "simulated-azure-"));
});
after(() => rm(root, { recursive: true, force: true }));

/** Starts a writer; `names` grows with every write that it was told of. */
function startWriter(folder: string, prefix: string, count?: number): { child: ChildProcess; names: string[] } {
  const args = ["--import", "tsx", writer, folder, prefix, ...(count === undefined ? [] : [String(count)])];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const names: string[] = [];
  createInterface({ input: child.stdout }).on("line", (name) => names.push(name));
  return { child, names };
}

test("processes that open a new store at once and write into it lose nothing and hinder nobody", async () => {
  const folder = join(root, "shared");
  const writers = ["a", "b", "c"].map((prefix) => startWriter(folder, prefix, 20));
  const codes = await Promise.all(writers.map(async ({ child }) => ((await once(child, "close")) as [number])[0]));
  assert.deepEqual(codes, [0, 0, 0]);
  const view = openCloud(folder);
  assert.equal(view.resources().length, 60);
  const sequences = view.journal().map(({ sequence }) => sequence);
  assert.deepEqual(
    sequences,
    Array.from({ length: 60 }, (_, index) => index + 1),
  );
  view.close();
});

test("what was acknowledged survives kill -9, and the journal tells of exactly what exists", async () => {
  for (const acknowledged of [1, 7, 19]) {
    const folder = join(root, `killed-${acknowledged}`);
    const { child, names } = startWriter(folder, "rg");
    while (names.length < acknowledged) await once(child.stdout!, "data");
    child.kill("SIGKILL");
    await once(child, "close");
    const view = openCloud(folder);
    const existing = new Set(view.resources().map(({ name }) => name));
    assert.deepEqual(
      names.filter((name) => !existing.has(name)),
      [],
    );
    const told = view.journal().map(({ id }) => id.split("/").at(-1));
    assert.deepEqual(new Set(told), existing);
    view.close();
  }
});

test("a folder in which nothing happened yet is an empty cloud", () => {
  const view = openCloud(join(root, "nothing"));
  assert.deepEqual([view.resources(), view.journal(), view.softDeleted(), view.fences()], [[], [], [], {}]);
  view.close();
});
