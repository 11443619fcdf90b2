import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { CanonicalPlan } from "../../shared/contracts/change.js";
import type { RunProgress } from "../../shared/contracts/run.js";
import type { Applied, Previewed, StackEngine, StackTarget } from "../../shared/ports/stackEngine.js";

/** What a stack of the contract consists of: things by name. */
export type Things = Readonly<Record<string, { readonly colour: string; readonly place: string }>>;

/** An engine without any stack, and a way to describe stacks to it. */
export interface ContractWorld {
  readonly engine: StackEngine;
  /** One and the same stack, holding these things. A colour changes in place; another place means another thing. */
  target(things: Things): StackTarget;
  close(): Promise<void>;
}

const red = { a: { colour: "red", place: "here" }, b: { colour: "red", place: "here" } };
const blue = { ...red, b: { colour: "blue", place: "here" } };
const moved = { ...blue, b: { colour: "blue", place: "there" } };

/** What every adapter of `StackEngine` does. The tests of one stack follow each other as its life does. */
export function stackEngineContract(name: string, make: () => Promise<ContractWorld>): void {
  describe(`stack engine: ${name}`, () => {
    let world: ContractWorld;
    let planned: Previewed;
    let operations = 0;
    before(async () => {
      world = await make();
    });
    after(() => world.close());

    const about = () => ({ operationId: `operation-${(operations += 1)}` });

    async function preview(things: Things): Promise<Previewed> {
      const found = await world.engine.preview(world.target(things), about());
      assert.ok(found.kind === "previewed", JSON.stringify(found));
      return found;
    }
    async function apply(things: Things, { updatePlan }: Previewed): Promise<Applied> {
      const made = await world.engine.apply(world.target(things), { ...about(), updatePlan, fencingToken: operations });
      assert.ok(made.kind === "applied", JSON.stringify(made));
      return made;
    }

    test("a stack that does not exist has no state", async () => {
      assert.equal(await world.engine.exportState(world.target(red)), undefined);
    });

    test("two previews of one thing are equal, change nothing, and see an empty state", async () => {
      planned = await preview(red);
      const again = await preview(red);
      assert.deepEqual(again.plan, planned.plan);
      assert.deepEqual([planned.stateDigest, again.stateDigest], ["empty", "empty"]);
      assert.equal(again.engineVersion, planned.engineVersion);
      assert.deepEqual(opsOf(planned.plan), { a: "create", b: "create" });
    });

    test("an apply makes what was previewed, reports each resource as it happens, and leaves nothing to do", async () => {
      const progress: RunProgress[] = [];
      const target = world.target(red);
      const made = await world.engine.apply(target, {
        ...about(),
        updatePlan: planned.updatePlan,
        fencingToken: 1,
        onProgress: (line) => progress.push(line),
      });
      assert.ok(made.kind === "applied", JSON.stringify(made));
      assert.deepEqual(made.changes, planned.plan.changes);
      const names = made.resources.map((resource) => resource.name);
      assert.ok(names.includes("a") && names.includes("b"), names.join());
      for (const thing of ["a", "b"]) {
        const states = progress.flatMap((line) =>
          line.kind === "resource" && line.name === thing ? [line.state] : [],
        );
        assert.deepEqual(states, ["started", "done"]);
      }
      const next = await preview(red);
      assert.deepEqual(next.plan.steps, []);
      assert.equal(next.stateDigest, made.stateDigest);
      assert.notEqual(next.stateDigest, "empty");
      assert.notEqual(await world.engine.exportState(target), undefined);
    });

    test("a change in place is an update and nothing else", async () => {
      const change = await preview(blue);
      assert.deepEqual(opsOf(change.plan), { b: "update" });
      const made = await apply(blue, change);
      assert.equal(made.changes.update, 1);
      assert.equal(made.changes.create + made.changes.replace + made.changes.delete, 0);
    });

    test("another place is a replacement that names what forces it", async () => {
      const change = await preview(moved);
      assert.deepEqual(opsOf(change.plan), { b: "replace" });
      const step = change.plan.steps.find((found) => found.name === "b");
      assert.notDeepEqual(step?.replaceKeys, []);
      assert.equal((await apply(moved, change)).changes.replace, 1);
    });

    test("an apply with the plan of another program is refused as stale and changes nothing [CP-146]", async () => {
      const { updatePlan } = await preview(moved);
      const options = { ...about(), updatePlan, fencingToken: operations };
      const refused = await world.engine.apply(world.target({ ...moved, c: moved.a }), options);
      assert.deepEqual([refused.kind, refused.kind === "failed" && refused.code], ["failed", "plan-stale"]);
      assert.deepEqual(opsOf((await preview({ ...moved, c: moved.a })).plan), { c: "create" });
    });

    test("an operation that is cancelled before it starts does nothing", async () => {
      const signal = AbortSignal.abort();
      const target = world.target(red);
      const outcomes = await Promise.all([
        world.engine.preview(target, { ...about(), signal }),
        world.engine.destroy(target, { ...about(), signal, fencingToken: operations }),
      ]);
      assert.deepEqual(
        outcomes.map(({ kind }) => kind),
        ["cancelled", "cancelled"],
      );
      assert.deepEqual((await preview(moved)).plan.steps, []);
    });

    test("a refresh without differences finds no drift", async () => {
      const found = await world.engine.previewRefresh(world.target(moved), about());
      assert.ok(found.kind === "previewed", JSON.stringify(found));
      assert.deepEqual(found.plan.steps, []);
    });

    test("a thing that left the program is deleted", async () => {
      const change = await preview({ a: red.a });
      assert.deepEqual(opsOf(change.plan), { b: "delete" });
      assert.equal((await apply({ a: red.a }, change)).changes.delete, 1);
    });

    test("a destroy leaves nothing, and the next preview creates everything [CP-095]", async () => {
      const gone = await world.engine.destroy(world.target({ a: red.a }), { ...about(), fencingToken: operations });
      assert.ok(gone.kind === "destroyed", JSON.stringify(gone));
      assert.deepEqual(gone.remaining, []);
      assert.ok(gone.changes.delete >= 1);
      const next = await preview(red);
      assert.deepEqual(opsOf(next.plan), { a: "create", b: "create" });
      assert.equal(next.stateDigest, "empty");
    });
  });
}

/** Operations by the things' names; what an engine counts besides (the stack itself) is left out. */
function opsOf({ steps }: CanonicalPlan): Record<string, string> {
  return Object.fromEntries(steps.filter(({ name }) => /^[a-z]$/.test(name)).map(({ name, op }) => [name, op]));
}
