/** A host of the engine that a test kills: starts the operation it is told and says when it is under way. */
import type { PulumiEngineOptions } from "../../adapters/engine-pulumi/options.js";
import { pulumiEngine } from "../../adapters/engine-pulumi/pulumiEngine.js";
import type { StackTarget } from "../../shared/ports/stackEngine.js";

/** What the test sends over the IPC channel. */
export interface DyingHostOrder {
  readonly options: Omit<PulumiEngineOptions, "secretValues" | "stateCopies">;
  readonly target: StackTarget;
  /** Absent: a preview. */
  readonly updatePlan?: string;
}

process.once("message", ({ options, target, updatePlan }: DyingHostOrder) => {
  const engine = pulumiEngine({
    ...options,
    secretValues: { has: () => Promise.resolve(false), value: () => Promise.resolve("") },
    stateCopies: { put: () => Promise.resolve() },
  });
  const about = {
    operationId: "doomed",
    onProgress: (line: unknown) => {
      process.send?.(line);
    },
  };
  void (updatePlan === undefined
    ? engine.preview(target, about)
    : engine.apply(target, { ...about, updatePlan, fencingToken: 1 }));
});
