import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { memorySecrets } from "../memory/memorySecrets.js";
import { renderedFixture } from "../../test/kit/runFixture.js";
import { operationRunner } from "./runOperation.js";

test("an operation that finds no room to work in leaves no timer and no listener behind", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "room-"));
  t.after(() => rm(folder, { recursive: true }));
  const workRoot = join(folder, "taken");
  await writeFile(workRoot, "");
  const operations = operationRunner({
    cliPath: "/nowhere/pulumi",
    pulumiHome: "/nowhere/home",
    backend: { url: `file://${folder}`, env: {} },
    encryption: { passphrase: "correct horse battery staple" },
    workRoot,
    secretValues: memorySecrets({}),
    stateCopies: { put: () => Promise.resolve() },
    runnerPath: "/nowhere/runner.js",
    provider: { version: "3.28.0", configuration: {}, env: {} },
  });
  const { signal } = new AbortController();
  const clear = t.mock.method(globalThis, "clearTimeout");
  const target = { rendered: renderedFixture, secrets: [] };
  await assert.rejects(operations.run(target, { kind: "preview" }, { operationId: "p", signal }), /ENOTDIR/);
  assert.deepEqual([getEventListeners(signal, "abort").length, clear.mock.callCount()], [0, 1]);
});
