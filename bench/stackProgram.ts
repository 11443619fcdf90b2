import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { compileProgram } from "../adapters/engine-pulumi/compileProgram.js";
import type { RenderedStack } from "../shared/contracts/plan.js";
import { linkPackages, writeStackFolder } from "../test/kit/stackFolder.js";
import { inPairs } from "./kit/inPairs.js";
import type { Measurement } from "./kit/measurement.js";
import { runNode } from "./kit/runNode.js";
import { repository, withScratch } from "./kit/scratch.js";
import { handWritten } from "./stackProgram/handWritten.js";
import { renderedStackOf } from "./stackPreview/renderedStackOf.js";
import { newWorld } from "./engine/side.js";

const rounds = 5;

/** What a rendered program costs whoever works with it: its check by the compiler, and its loading. */
export const stackProgram: Measurement = {
  name: "program",
  about:
    "the rendered stack of a cluster, a vault, an account and a name, against a hand-written program of two resources",
  run: (report) =>
    withScratch(async (folder) => {
      const rendered = await renderedStackOf([
        { type: "aks", node_count: 3 },
        { type: "keyvault", policy: "rbac" },
        { type: "storage", tier: "standard" },
        { type: "dns", fqdn: "bench.example.com" },
      ]);
      const stacks = { ours: rendered, peer: handWritten(rendered) };
      const check = async (side: keyof typeof stacks): Promise<() => Promise<number>> => {
        const at = path.join(folder, side);
        await writeStackFolder(stacks[side], at);
        await linkPackages(at);
        const tsc = path.join(repository, "node_modules/typescript/lib/tsc.js");
        return async () => (await runNode([tsc, "--noEmit", "--project", at])).durationMs;
      };
      const load = async (side: keyof typeof stacks): Promise<() => Promise<number>> => {
        const program = await compiled(stacks[side], path.join(folder, `${side}-compiled`));
        return async () =>
          Number((await runNode([path.join(repository, "bench/stackProgram/load.mjs"), program])).stdout);
      };
      const both = async (what: string, prepare: typeof check) => {
        const [ours, peer] = [await prepare("ours"), await prepare("peer")];
        report(`${what}: ${rounds} rounds`);
        await ours(); // warm: what both read is in the page cache
        await peer();
        return { what, unit: "ms" as const, ...(await inPairs(rounds, ours, peer)) };
      };
      return {
        findings: [
          await both("tsc --noEmit", check),
          await both("load, compiled by the application, until every module is evaluated", load),
        ],
        notes: ["the load is inside its process: without the start of Node; registrations go to Pulumi's mocks"],
      };
    }),
};

/** The program as the application compiles it, in a folder where Node finds Pulumi's packages. */
async function compiled(stack: RenderedStack, folder: string): Promise<string> {
  const runnerPath = path.join(repository, "dist/engine/runner.js");
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "package.json"), "{}");
  const world = await newWorld(
    { cliPath: "", runnerPath, pluginPath: path.join(repository, "dist/local/azure/plugin.js") },
    folder,
  );
  return compileProgram(stack, world);
}
