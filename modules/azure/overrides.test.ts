import assert from "node:assert/strict";
import { test } from "node:test";
import * as z from "zod";
import type { CompleteKind } from "./testing/completeKind.js";
import { completeKinds } from "./testing/completeKinds.js";
import { outputsOf } from "./testing/examples.js";
import { synth } from "./testing/synth.js";

/** What every child takes one of, and shows in its inputs; of the others azure-native takes no notice. */
const changes = { resourceGroupName: "changed", resourceUri: "changed", scope: "changed" };

test("every child has one escape hatch, which reaches it and nothing else [CP-064]", async (t) => {
  for (const kind of await completeKinds())
    await t.test(kind.component, async () => {
      const reached = new Map<string, string>();
      for (const hatch of hatchesOf(kind)) {
        const children = await changedBy(kind, nested(hatch, changes));
        assert.ok(children.length > 0, `${hatch.join(".")} reaches no child`);
        assert.equal(new Set(children.map(typeOf)).size, 1, `${hatch.join(".")} is for one type of children`);
        for (const child of children) {
          assert.equal(reached.get(child), undefined, `${child} has two hatches`);
          reached.set(child, hatch.join("."));
        }
        if (children.length > 1) await reachesEach(kind, hatch, children);
      }
      const all = (await declaredBy(kind)).keys();
      assert.deepEqual([...reached.keys()].sort(), [...all].sort(), "a child without a hatch");
    });
});

/** Of several children each can be changed alone, by what tells it from the others. */
async function reachesEach(kind: CompleteKind, hatch: readonly string[], children: readonly string[]): Promise<void> {
  const keys = new Set<string>();
  const note = (...key: string[]) => void keys.add(key.join(" "));
  assert.deepEqual(await changedBy(kind, nested(hatch, note)), []);
  assert.equal(keys.size, children.length, `${hatch.join(".")} is asked once for each child`);
  const alone: string[] = [];
  for (const wanted of keys) {
    const only = (...key: string[]) => (key.join(" ") === wanted ? changes : undefined);
    const changed = await changedBy(kind, nested(hatch, only));
    assert.equal(changed.length, 1, `${hatch.join(".")} of ${wanted}`);
    alone.push(...changed);
  }
  assert.deepEqual(alone.sort(), [...children].sort());
}

/** Every member of `overrides`, and of the objects in it, as the component's schema has them. */
function hatchesOf({ schema }: CompleteKind): readonly (readonly string[])[] {
  const within = (path: readonly string[], member: unknown): (readonly string[])[] => {
    const inner = member instanceof z.ZodOptional ? member.unwrap() : member;
    if (!(inner instanceof z.ZodObject)) return [path];
    return Object.entries(inner.shape).flatMap(([name, more]) => within([...path, name], more));
  };
  return within([], schema.shape["overrides"]);
}

function nested(hatch: readonly string[], value: unknown): object {
  return hatch.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as object;
}

/** The children whose inputs are others than without the overrides. */
async function changedBy(kind: CompleteKind, overrides: object): Promise<readonly string[]> {
  const [before, after] = [await declaredBy(kind), await declaredBy(kind, overrides)];
  assert.deepEqual([...after.keys()], [...before.keys()]);
  return [...after].filter(([child, inputs]) => inputs !== before.get(child)).map(([child]) => child);
}

/** Inputs by type and name of what a component declares. */
async function declaredBy({ declare, computed }: CompleteKind, overrides?: object): Promise<Map<string, string>> {
  const { resources } = await synth(() => outputsOf(declare(overrides)), { computed });
  const children = resources.filter(({ type }) => type.startsWith("azure-native:"));
  return new Map(children.map(({ type, name, inputs }) => [`${type} ${name}`, JSON.stringify(inputs)]));
}

const typeOf = (child: string): string | undefined => child.split(" ")[0];
