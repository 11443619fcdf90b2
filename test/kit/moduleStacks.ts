import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import type { Applied, Previewed, StackTarget } from "../../shared/ports/stackEngine.js";
import { builtModules } from "./builtModules.js";
import { engineWorld, stackOf, type EngineWorld } from "./engineWorld.js";

/** Stacks that use the modules as they travel, on the real engine and a simulated Azure of their own. */
export interface ModuleStacks {
  readonly world: EngineWorld;
  /** A program with the modules beside it; it may use the secrets of the world's vault by name. */
  stack(program: string, secrets?: readonly string[]): StackTarget;
  /** The example programs of the modules in some folders, as one. */
  examples(folders: readonly string[], secrets?: readonly string[]): Promise<StackTarget>;
  /** Previews a stack that is not there yet and creates exactly what was previewed. */
  create(target: StackTarget): Promise<Applied>;
  preview(target: StackTarget): Promise<Previewed>;
  apply(target: StackTarget, previewed: Previewed): Promise<Applied>;
  /** An apply that Azure refuses; answers with all that was said. */
  refusal(target: StackTarget, previewed: Previewed): Promise<string>;
  destroy(target: StackTarget): Promise<void>;
  /** A whole life: created as previewed, nothing to do on a second run, gone. Answers with the outputs. */
  live(target: StackTarget): Promise<Record<string, unknown>>;
}

/** Folders that hold a module, those with an example: a new one is in no list. */
export async function moduleFolders(): Promise<readonly string[]> {
  const files = await readdir("modules/azure", { recursive: true });
  return files.flatMap((file) => /^([^/\\]+)[/\\]example\.ts$/.exec(file)?.[1] ?? []).sort();
}

export async function moduleStacks(): Promise<ModuleStacks> {
  const [world, { files: built }] = await Promise.all([engineWorld(), builtModules()]);
  const modules = Object.fromEntries(Object.entries(built).map(([name, text]) => [`modules/azure/${name}`, text]));
  let fencingToken = 0;
  const tryToApply = (target: StackTarget, { updatePlan }: Previewed) =>
    world.engine.apply(target, { operationId: "apply", fencingToken: (fencingToken += 1), updatePlan });
  const stacks: ModuleStacks = {
    world,
    stack: (program, secrets = []) => withFiles(stackOf(program, { secrets }), modules),
    async examples(folders, secrets = []) {
      const read = async (folder: string) =>
        [`${folder}.ts`, await readFile(`modules/azure/${folder}/example.ts`, "utf8")] as const;
      const programs = Object.fromEntries(await Promise.all(folders.map(read)));
      const index = folders.map((folder) => `export * from "./${folder}.js";`).join("\n");
      return withFiles(stackOf(index, { secrets }), { ...programs, ...modules });
    },
    async create(target) {
      const planned = await stacks.preview(target);
      const made = await stacks.apply(target, planned);
      assert.deepEqual(made.changes, planned.plan.changes);
      const { create, ...others } = made.changes;
      assert.ok(create > 0);
      assert.deepEqual(others, { update: 0, replace: 0, delete: 0, same: 0 });
      return made;
    },
    async preview(target) {
      const found = await world.engine.preview(target, { operationId: "preview" });
      assert.ok(found.kind === "previewed", JSON.stringify(found));
      return found;
    },
    async apply(target, previewed) {
      const done = await tryToApply(target, previewed);
      assert.ok(done.kind === "applied", JSON.stringify(done));
      return done;
    },
    async refusal(target, previewed) {
      const done = await tryToApply(target, previewed);
      assert.equal(done.kind, "failed");
      return JSON.stringify(done);
    },
    async destroy(target) {
      const tokens = { operationId: "destroy", fencingToken: (fencingToken += 1) };
      const gone = await world.engine.destroy(target, tokens);
      assert.ok(gone.kind === "destroyed", JSON.stringify(gone));
      assert.deepEqual(gone.remaining, []);
    },
    async live(target) {
      const { outputs } = await stacks.create(target);
      assert.deepEqual((await stacks.preview(target)).plan.steps, [], "a second run has nothing to do");
      await stacks.destroy(target);
      return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
    },
  };
  return stacks;
}

function withFiles({ rendered, secrets }: StackTarget, more: Readonly<Record<string, string>>): StackTarget {
  const files = { ...rendered.files, ...more };
  const digest = createHash("sha256").update(JSON.stringify(files)).digest("hex");
  return { rendered: { ...rendered, files, digest }, secrets };
}
