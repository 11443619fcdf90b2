import path from "node:path";
import { pulumiEngine } from "../../adapters/engine-pulumi/pulumiEngine.js";
import type { StackEngine } from "../../shared/ports/stackEngine.js";
import { benchTarget } from "./program.js";
import { newWorld, timed, type EngineFiles, type Side } from "./side.js";

/** The engine adapter. Its preview also saves the update plan, and its apply obeys one. */
export function ourSide(files: EngineFiles, folder: string): Side {
  let engine: StackEngine | undefined;
  let updatePlan = "";
  let fencingToken = 0;

  async function preview(): Promise<void> {
    const found = await engine?.preview(benchTarget, { operationId: "bench" });
    if (found?.kind !== "previewed") throw new Error(`no preview: ${JSON.stringify(found)}`);
    updatePlan = found.updatePlan;
  }
  async function apply(): Promise<void> {
    fencingToken += 1;
    const made = await engine?.apply(benchTarget, { operationId: "bench", updatePlan, fencingToken });
    if (made?.kind !== "applied") throw new Error(`no apply: ${JSON.stringify(made)}`);
  }
  return {
    async prepare(round) {
      engine = pulumiEngine(await newWorld(files, path.join(folder, String(round))));
      await preview();
    },
    async measure(operation) {
      if (operation === "up with nothing to do") await preview(); // for its plan only
      return timed(operation === "preview" ? preview : apply);
    },
  };
}
