import path from "node:path";
import { ourSide } from "./engine/ourSide.js";
import { peerSide } from "./engine/peerSide.js";
import type { EngineFiles, Operation } from "./engine/side.js";
import type { Measurement } from "./kit/measurement.js";
import { repository, withScratch } from "./kit/scratch.js";
import { spreadOf } from "./kit/spread.js";

/** The ratios that pulumi itself leaves room for. */
const targets: Readonly<Record<Operation, number>> = {
  preview: 0.8,
  "up that creates": 0.6,
  "up with nothing to do": 0.5,
};
const operations = Object.keys(targets) as Operation[];

/** Both sides' times in milliseconds, one pair a round. */
export type EnginePairs = Readonly<Record<Operation, readonly { readonly ours: number; readonly peer: number }[]>>;

/** Engine operations through the adapter, beside the Automation API as its documentation uses it. */
export const engine: Measurement = {
  name: "engine",
  about:
    "17 resources through the engine adapter, against the Automation API's default sequence in a fresh process: same CLI, program and kind of backend",
  run: (report) =>
    withScratch(async (folder) => {
      const cliPath = process.env["PROVISIONER_PULUMI_CLI"];
      if (!cliPath) throw new Error("PROVISIONER_PULUMI_CLI is not set: run `npm run bench`");
      const files = {
        cliPath,
        runnerPath: path.join(repository, "dist/engine/runner.js"),
        pluginPath: path.join(repository, "dist/local/azure/plugin.js"),
      };
      const pairs = await benchEngine(files, folder, 5, report);
      const findings = operations.map((what) => ({
        what,
        unit: "ms" as const,
        ours: spreadOf(pairs[what].map(({ ours }) => ours)),
        peer: spreadOf(pairs[what].map(({ peer }) => peer)),
        ratio: spreadOf(pairs[what].map(({ ours, peer }) => ours / peer)),
        target: { of: "ratio", is: "at most", value: targets[what] } as const,
      }));
      const notes = ["ours also saves and obeys an update plan, and keeps a copy of the state; the peer does neither"];
      return { findings, notes };
    }),
};

/** Measures both sides turn about, with new stacks in every round; the sides take turns in going first. */
export async function benchEngine(
  files: EngineFiles,
  folder: string,
  rounds: number,
  report: (progress: string) => void,
): Promise<EnginePairs> {
  const sides = { ours: ourSide(files, path.join(folder, "ours")), peer: peerSide(files, path.join(folder, "peer")) };
  const pairs: Record<Operation, { ours: number; peer: number }[]> = {
    preview: [],
    "up that creates": [],
    "up with nothing to do": [],
  };
  for (let round = 0; round < rounds; round += 1) {
    report(`round ${round + 1} of ${rounds}`);
    const order = round % 2 === 0 ? (["ours", "peer"] as const) : (["peer", "ours"] as const);
    for (const side of order) await sides[side].prepare(round);
    for (const operation of operations) {
      const times = { ours: 0, peer: 0 };
      for (const side of order) times[side] = await sides[side].measure(operation);
      pairs[operation].push(times);
    }
  }
  return pairs;
}
