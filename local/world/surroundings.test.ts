import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { startSurroundings } from "./surroundings.js";

test("refuses a data folder that is in use before its storage is touched, and takes it again afterwards", async (t) => {
  const data = await mkdtemp(join(tmpdir(), "surroundings-"));
  t.after(() => rm(data, { recursive: true, force: true }));
  const parts: string[] = [];
  const start = async () => {
    const started = await startSurroundings({ app: data, data, cliPath: "pulumi", onPart: (part) => parts.push(part) });
    t.after(() => started.close());
    return started;
  };

  const first = await start();
  const upAtFirst = parts.splice(0);
  await assert.rejects(start, /Another host \(pid \d+\) is running on .*: stop it, or choose another data folder/);
  assert.deepEqual(parts, []);
  await first.close();

  const again = await start();
  await again.close();
  assert.deepEqual(parts, upAtFirst);
});
