import assert from "node:assert/strict";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fault } from "../../test/kit/fault.js";
import { secretValuesContract } from "../../test/contracts/secretValuesContract.js";
import { fileSecrets } from "./fileSecrets.js";

let dir = "";
before(async () => {
  dir = await mkdtemp(join(tmpdir(), "vault-"));
});
after(() => rm(dir, { recursive: true, force: true }));

let files = 0;
async function vaultFile(text: string): Promise<string> {
  files += 1;
  const file = join(dir, `vault-${files}.json`);
  await writeFile(file, text, { mode: 0o600 });
  return file;
}

secretValuesContract("file", async (values) => fileSecrets({ file: await vaultFile(JSON.stringify(values)) }));

test("a vault that others may read is refused", { skip: process.platform === "win32" }, async () => {
  const file = await vaultFile(`{"a":"s3cret"}`);
  await chmod(file, 0o640);
  await assert.rejects(fileSecrets({ file }).has("a"), fault("defect", /mode to 600/));
});

test("a vault that is missing or no vault is a defect, and its message quotes no value", async () => {
  await assert.rejects(fileSecrets({ file: join(dir, "none.json") }).has("a"), fault("defect", /cannot be read/));
  for (const text of [`{"a": "s3cret`, `{"a": ["s3cret"]}`, `"s3cret"`]) {
    const file = await vaultFile(text);
    await assert.rejects(fileSecrets({ file }).value("a"), (error) => {
      assert.ok(fault("defect", /not a JSON object/)(error));
      return !String(error).includes("s3cret");
    });
  }
});
