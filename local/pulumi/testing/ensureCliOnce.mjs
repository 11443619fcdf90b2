// @ts-check
// One set-up in a process of its own, for the tests of several at once: folder for notes, "slow" or "hang", version.
import { appendFileSync, chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureCli } from "../ensureCli.mjs";

const [folder = "", build, version] = process.argv.slice(2);

/** @type {import("../ensureCli.mjs").Obtain} */
const builder = async ({ into }) => {
  appendFileSync(join(folder, "builds"), "started\n");
  if (build === "hang") await sleep(600_000);
  mkdirSync(join(into, "bin"));
  writeFileSync(join(into, "bin", "pulumi"), `#!/bin/sh\necho ${version}\n`);
  await sleep(300);
  chmodSync(join(into, "bin", "pulumi"), 0o755);
  return { kind: "obtained", origin: "built" };
};

const cli = await ensureCli({ env: process.env, ways: [builder], report: ({ note }) => console.log(note) });
console.log(JSON.stringify(cli));
