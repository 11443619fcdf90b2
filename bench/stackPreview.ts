import path from "node:path";
import { pulumiEngine } from "../adapters/engine-pulumi/pulumiEngine.js";
import { newWorld, timed, type EngineFiles } from "./engine/side.js";
import { inPairs } from "./kit/inPairs.js";
import type { Measurement } from "./kit/measurement.js";
import { repository, withScratch } from "./kit/scratch.js";
import { byHand } from "./stackPreview/byHand.js";
import { requestText, wayToStack } from "./stackPreview/renderedStackOf.js";

const rounds = 5;
const accounts = 50;

/** A large stack through the application, beside what its README tells a person to do. */
export const stackPreview: Measurement = {
  name: "preview",
  about:
    "preview of a stack of some 200 resources through the application, from the request's text on, against `pulumi preview` in the rendered folder: same CLI, program and kind of backend",
  run: (report) =>
    withScratch(async (folder) => {
      const cliPath = process.env["PROVISIONER_PULUMI_CLI"];
      if (!cliPath) throw new Error("PROVISIONER_PULUMI_CLI is not set: run `npm run bench`");
      const files: EngineFiles = {
        cliPath,
        runnerPath: path.join(repository, "dist/engine/runner.js"),
        pluginPath: path.join(repository, "dist/local/azure/plugin.js"),
      };
      const way = await wayToStack();
      const text = requestText(Array.from({ length: accounts }, () => ({ type: "storage", tier: "standard" })));
      let resources = 0;
      const ours = async (round: number): Promise<number> => {
        report(`round ${round + 1} of ${rounds}`);
        const engine = pulumiEngine(await newWorld(files, path.join(folder, `ours-${round}`)));
        return timed(async () => {
          const target = { rendered: way.rendered(text), secrets: [] };
          const found = await engine.preview(target, { operationId: "bench" });
          if (found.kind !== "previewed") throw new Error(`no preview: ${JSON.stringify(found)}`);
          resources = found.plan.steps.length;
        });
      };
      const peer = await byHand(files, way.rendered(text), path.join(folder, "by-hand"));
      try {
        const pairs = await inPairs(rounds, ours, () => peer.preview());
        return {
          findings: [{ what: `preview of ${resources} resources`, unit: "ms", ...pairs }],
          notes: [
            "by hand the program is type-checked as it starts, as Pulumi's Node host does it; the application bundles it",
            "ours also reads, plans and renders the request, and keeps an update plan",
          ],
        };
      } finally {
        await peer.close();
      }
    }),
};
