import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { knowledgeShelfContract } from "../../test/contracts/knowledgeShelfContract.js";
import { fault } from "../../test/kit/fault.js";
import { folderShelf } from "./folderShelf.js";

const made: string[] = [];
after(() => Promise.all(made.map((folder) => rm(folder, { recursive: true }))));

async function folderWith(texts: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "shelf-"));
  made.push(folder);
  for (const [name, text] of Object.entries(texts)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

knowledgeShelfContract("folder", async (texts) => folderShelf(await folderWith(texts)));

test("follows the links of a mounted volume", { skip: process.platform === "win32" }, async () => {
  const folder = await folderWith({ "..2026/knowledge/dns.yaml": "dns", "..2026/aks.yaml": "aks" });
  await symlink("..2026/knowledge", join(folder, "knowledge"));
  await symlink("../aks.yaml", join(folder, "knowledge/aks.yaml"));
  const shelf = folderShelf(folder);
  assert.deepEqual(await shelf.list("knowledge"), ["knowledge/aks.yaml", "knowledge/dns.yaml"]);
  assert.equal(await shelf.read("knowledge/aks.yaml"), "aks");
});

test("says what cannot be listed", async () => {
  const folder = await folderWith({ knowledge: "a file" });
  await assert.rejects(folderShelf(folder).list("knowledge"), fault("defect", /cannot be listed/));
});
