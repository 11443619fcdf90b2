import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { BlobServiceClient } from "@azure/storage-blob";
import { startAzurite } from "./azurite.js";

test("with a folder, blobs are there again after a stop and a start", async () => {
  const folder = await mkdtemp(join(tmpdir(), "azurite-"));
  try {
    const first = await startAzurite({ folder });
    try {
      const client = BlobServiceClient.fromConnectionString(first.connectionString).getContainerClient("kept");
      await client.create();
      await client.getBlockBlobClient("a.txt").upload("kept", 4);
    } finally {
      await first.close();
    }
    const second = await startAzurite({ folder, port: first.port });
    try {
      assert.equal(second.connectionString, first.connectionString);
      const client = BlobServiceClient.fromConnectionString(second.connectionString).getContainerClient("kept");
      assert.equal((await client.getBlockBlobClient("a.txt").downloadToBuffer()).toString(), "kept");
    } finally {
      await second.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("a taken port is told, and leaves no process", async () => {
  const first = await startAzurite();
  try {
    await assert.rejects(startAzurite({ port: first.port }), /did not start: .*EADDRINUSE/s);
  } finally {
    await first.close();
  }
  assert.equal(isAlive(first.pid), false);
});

test("it ends when its starter is killed", async () => {
  const module = new URL("./azurite.ts", import.meta.url).href;
  const program = `const { startAzurite } = await import(${JSON.stringify(module)}); console.log((await startAzurite()).pid);`;
  const starter = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const pid = Number((await once(createInterface({ input: starter.stdout }), "line"))[0]);
  assert.ok(isAlive(pid));
  starter.kill("SIGKILL");
  await once(starter, "exit");
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
