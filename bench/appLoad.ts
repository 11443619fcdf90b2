import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadedSources, packageOf, type LoadedFile } from "./appLoad/loadedSources.js";
import { inPairs } from "./kit/inPairs.js";
import type { Measurement } from "./kit/measurement.js";
import { runNode } from "./kit/runNode.js";
import { repository } from "./kit/scratch.js";

const rounds = 25;

/** What must wait for its first use: each of them alone would be half of a start. */
const mustWait = /pulumi|azure-native|node_modules\/yaml\//;

/** Starts of the application, without a host: what a cold start on Azure pays before the first trigger. */
export const appLoad: Measurement = {
  name: "app-load",
  about: "a fresh process that loads dist/functions/main.js, against bare `node -e 0`",
  async run(report) {
    const core = fileURLToPath(new URL("./appLoad/functionsCore.cjs", import.meta.url));
    const application = ["--require", core, join(repository, "dist/functions/main.js")];
    const loaded = await loadedSources(application);
    const early = loaded.flatMap(({ sources }) => sources).filter((source) => mustWait.test(source));
    if (early.length > 0) throw new Error(`loaded before first use: ${early.slice(0, 10).join(", ")}`);

    report(`${rounds} pairs`);
    const pairs = await inPairs(
      rounds,
      async () => (await runNode(application)).durationMs,
      async () => (await runNode(["-e", "0"])).durationMs,
    );
    const target = { of: "ratio", is: "at most", value: 2.5 } as const;
    return { findings: [{ what: "load", unit: "ms", ...pairs, target }], notes: notesOn(loaded) };
  },
};

function notesOn(loaded: readonly LoadedFile[]): string[] {
  const kb = ({ bytes }: { bytes: number }) => `${Math.round(bytes / 1024)} KB`;
  const sources = loaded.flatMap((file) => file.sources);
  const own = sources.filter((source) => packageOf(source) === undefined);
  const packages = new Set(sources.map(packageOf).filter((name) => name !== undefined));
  const total = loaded.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    `files (${kb({ bytes: total })}): ${loaded.map((file) => `${file.path} ${kb(file)}`).join(", ")}`,
    `packages in them: ${[...packages].sort().join(", ")}`,
    `of the repository: ${own.sort().join(", ")}`,
    "no Pulumi, no azure-native, no yaml among them",
  ];
}
