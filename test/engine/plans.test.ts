import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type {
  Applied,
  EngineCancelled,
  EngineFailure,
  Previewed,
  StackTarget,
} from "../../shared/ports/stackEngine.js";
import { engineWorld, stackOf, type EngineWorld } from "../kit/engineWorld.js";

const program = (tag: string, owner: string) => `import * as pulumi from "@pulumi/pulumi";
import * as resources from "@pulumi/azure-native/resources";
const tags = { colour: new pulumi.Config().require("colour"), tag: ${JSON.stringify(tag)} };
new resources.ResourceGroup("group", { resourceGroupName: "rg-shop", managedBy: ${JSON.stringify(owner)}, tags });`;
const stack = (tag: string, colour: string, owner = "ada") =>
  stackOf(program(tag, owner), { config: { "authservice-westeurope:colour": colour } });

describe("an apply obeys the plan of its preview", () => {
  let world: EngineWorld;
  let token = 0;
  before(async () => {
    world = await engineWorld();
  });
  after(() => world.close());

  async function preview(target: StackTarget): Promise<Previewed> {
    const found = await world.engine.preview(target, { operationId: "preview" });
    assert.ok(found.kind === "previewed", JSON.stringify(found));
    return found;
  }
  function apply(target: StackTarget, { updatePlan }: Previewed): Promise<Applied | EngineFailure | EngineCancelled> {
    return world.engine.apply(target, { operationId: "apply", updatePlan, fencingToken: (token += 1) });
  }
  function assertStale(outcome: Applied | EngineFailure | EngineCancelled): void {
    assert.ok(outcome.kind === "failed" && outcome.code === "plan-stale", JSON.stringify(outcome));
    assert.equal(outcome.isTransient, false);
    const { create, update, replace, delete: deleted } = outcome.changes;
    assert.deepEqual([create, update, replace, deleted], [0, 0, 0, 0]);
  }

  test("the counts of a plan are those of the apply that follows, also for the very first one [CP-132]", async () => {
    const first = await preview(stack("1", "red"));
    const made = await apply(stack("1", "red"), first);
    assert.ok(made.kind === "applied", JSON.stringify(made));
    assert.deepEqual(made.changes, first.plan.changes);
    assert.deepEqual(made.changes, { create: 1, update: 0, replace: 0, delete: 0, same: 0 });
  });

  test("another program is refused [CP-146]", async () => {
    assertStale(await apply(stack("2", "red"), await preview(stack("1", "red"))));
  });

  test("another configuration is refused [CP-146]", async () => {
    assertStale(await apply(stack("1", "blue"), await preview(stack("1", "red"))));
  });

  test("a state that another update has changed meanwhile is refused [CP-146]", async () => {
    const old = await preview(stack("2", "red"));
    const other = await apply(stack("1", "red", "grace"), await preview(stack("1", "red", "grace")));
    assert.equal(other.kind, "applied");
    assertStale(await apply(stack("2", "red"), old));
    assert.notEqual((await preview(stack("2", "red"))).stateDigest, old.stateDigest);
  });

  test("outputs other than those of the plan are refused, though the engine does not say why", async () => {
    const target =
      stackOf(`import * as pulumi from "@pulumi/pulumi"; export const when = pulumi.runtime.isDryRun() ? 1 : 2;
      import * as resources from "@pulumi/azure-native/resources"; new resources.ResourceGroup("g", { resourceGroupName: "g" });`);
    const outcome = await apply(target, await preview(target));
    assert.ok(outcome.kind === "failed" && outcome.code === "plan-stale", JSON.stringify(outcome));
    await world.engine.destroy(target, { operationId: "d", fencingToken: (token += 1) });
    assert.equal((await apply(stack("1", "red"), await preview(stack("1", "red")))).kind, "applied");
  });

  test("a plan is good for a second try: what is done already stays", async () => {
    const plan = await preview(stack("3", "green"));
    assert.equal((await apply(stack("3", "green"), plan)).kind, "applied");
    const again = await apply(stack("3", "green"), plan);
    assert.ok(again.kind === "applied" && again.changes.same === 1, JSON.stringify(again));
  });

  test("an unchanged stack needs nothing and keeps its digest over any number of previews", async () => {
    const [one, two] = [await preview(stack("3", "green")), await preview(stack("3", "green"))];
    assert.deepEqual(one.plan, two.plan);
    assert.deepEqual(one.plan.steps, []);
    assert.equal(one.stateDigest, two.stateDigest);
    assert.match(one.engineVersion, /^pulumi \d+\.\d+\.\d+, sdk \d+\.\d+\.\d+, azure-native 3\.28\.0$/);
  });
});
