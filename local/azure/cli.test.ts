import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { subscription } from "./testing/landscape.js";
import { testCloud, type TestCloud } from "./testing/testCloud.js";

const vault = `${subscription}/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop`;
let cloud: TestCloud;
before(() => {
  cloud = testCloud();
  cloud.build("keyvault:Vault");
});
after(() => {
  cloud.close();
});

/** Runs the command line; answers with what it said and whether it succeeded. */
async function cli(...args: string[]): Promise<{ ok: boolean; text: string }> {
  const script = fileURLToPath(new URL("./cli.ts", import.meta.url));
  const run = promisify(execFile)(process.execPath, ["--import", "tsx", script, "--dir", cloud.folder, ...args]);
  return run.then(
    ({ stdout }) => ({ ok: true, text: stdout }),
    (error: unknown) => {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      return { ok: false, text: stdout + stderr };
    },
  );
}

test("lists, shows, changes, deletes and purges", async () => {
  assert.match((await cli("list")).text, new RegExp(`^ready  azure-native:keyvault:Vault +${vault}$`, "m"));
  await cli("set", vault, "tags.owner", '"ada"');
  assert.match((await cli("show", vault)).text, /"owner": "ada"/);
  await cli("remove", vault);
  assert.doesNotMatch((await cli("list")).text, /kv-shop/);
  assert.deepEqual(await cli("purge", "azure-native:keyvault:Vault", "kv-shop"), { ok: true, text: "" });
  const journal = (await cli("journal")).text.trim().split("\n").slice(-3);
  assert.deepEqual(
    journal.map((line) => line.split(/\s+/)[3] ?? ""),
    ["change", "vanish", "purge"],
  );
});

test("says what it did not understand", async () => {
  assert.deepEqual(await cli("remove", vault), { ok: false, text: "There is no such resource.\n" });
  assert.match((await cli("fly")).text, /Unknown command 'fly'/);
});
