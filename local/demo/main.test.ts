import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { lockDataFolder } from "../host/store/dataLock.js";

/** Starts the demo as `npm run demo` does, with a data folder of its own; returns how it ended. */
function demo(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  prepare: (data: string) => void = () => undefined,
) {
  const folder = mkdtempSync(join(tmpdir(), "demo-"));
  const data = join(folder, "data");
  try {
    prepare(data);
    const program = ["--import", "tsx", join(import.meta.dirname, "main.ts")];
    const { status, stderr } = spawnSync(process.execPath, [...program, ...args], {
      encoding: "utf8",
      timeout: 60_000,
      env: { PATH: process.env["PATH"] ?? "", PROVISIONER_DATA_DIR: data, ...env },
    });
    return { status, stderr, leftSomething: existsSync(data) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const [title, args, words] of [
  ["an example by its bare name", ["auth-blueprint"], /Usage: npm run demo \[-- --example <name>\]/],
  ["an option that there is not", ["--exmaple", "auth-blueprint"], /Usage: npm run demo \[-- --example <name>\]/],
] as const)
  test(`refuses ${title}, and says what to write`, () => {
    const { status, stderr, leftSomething } = demo(args);
    assert.equal(status, 2, stderr);
    assert.match(stderr, words);
    assert.doesNotMatch(stderr, /\n {4}at /);
    assert.equal(leftSomething, false);
  });

test("refuses a real cloud, on which a header would name people, before anything is up", () => {
  const { status, stderr, leftSomething } = demo([], { PROVISIONER_CLOUD: "azure" });
  assert.equal(status, 1, stderr);
  assert.match(stderr, /there is only the simulated one/);
  assert.doesNotMatch(stderr, /\n {4}at /);
  assert.equal(leftSomething, false);
});

test("leaves the folder of a demo that is running alone", () => {
  const { status, stderr, leftSomething } = demo([], {}, (data) => {
    mkdirSync(data);
    lockDataFolder(data); // by this very process, which lives
  });
  assert.equal(status, 1, stderr);
  assert.match(stderr, /is running on/);
  assert.doesNotMatch(stderr, /\n {4}at /);
  assert.equal(leftSomething, true);
});
