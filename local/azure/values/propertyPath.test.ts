import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  covers,
  each,
  formatPath,
  parsePath,
  parsePattern,
  valueAt,
  valuesAt,
  withValueAt,
  withValueSet,
} from "./propertyPath.js";

test("reads and writes Pulumi's notation", () => {
  assert.deepEqual(parsePath("sku.name"), ["sku", "name"]);
  assert.deepEqual(parsePath('tags["app.kubernetes.io/name"]'), ["tags", "app.kubernetes.io/name"]);
  assert.deepEqual(parsePath("agentPoolProfiles[0].count"), ["agentPoolProfiles", 0, "count"]);
  assert.deepEqual(parsePattern("agentPoolProfiles[].count"), ["agentPoolProfiles", each, "count"]);
  assert.deepEqual(parsePattern('tags["*"]'), ["tags", "*"]);
  assert.deepEqual(parsePattern("tags.*"), ["tags", each]);
  assert.equal(formatPath(["pools", each, "*"]), 'pools[*]["*"]');
  assert.throws(() => parsePath("pools[].count"), /pools\[\]\.count is a pattern/);
  assert.equal(formatPath(["tags", 'a"b.c', 0, "x"]), 'tags["a\\"b.c"][0].x');
});

test("what is written is read back the same, whatever the names", () => {
  const segment = fc.oneof(fc.nat(99), fc.string({ minLength: 1 }), fc.constantFrom<"*" | typeof each>("*", each));
  fc.assert(
    fc.property(fc.array(segment), (path) => {
      assert.deepEqual(parsePattern(formatPath(path)), path);
    }),
  );
});

test("finds one value, every value, and only own properties", () => {
  const root = { pools: [{ count: 1 }, { count: 2 }], tags: { a: "x" } };
  assert.equal(valueAt(root, "pools[1].count"), 2);
  assert.equal(valueAt(root, "pools[2].count"), undefined);
  assert.equal(valueAt(root, "tags.constructor"), undefined);
  assert.deepEqual(
    valuesAt(root, "pools[].count").map(({ value }) => value),
    [1, 2],
  );
  assert.deepEqual(valuesAt(root, "tags[*]"), [{ path: ["tags", "a"], value: "x" }]);
});

test("replaces, removes and adds without touching the original", () => {
  const root = { pools: [{ count: 1 }, { count: 2 }], tags: { a: "x" } };
  const before = structuredClone(root);
  assert.deepEqual(withValueAt(root, ["pools", 1, "count"], [7]), { ...root, pools: [{ count: 1 }, { count: [7] }] });
  assert.deepEqual(withValueAt(root, ["pools", 0], undefined), { ...root, pools: [{ count: 2 }] });
  assert.deepEqual(withValueAt(root, ["none", "at", "all"], 1), root);
  assert.deepEqual(withValueSet(root, ["tags", "b"], "y"), { ...root, tags: { a: "x", b: "y" } });
  assert.deepEqual(withValueSet(root, ["new", "way"], 1), { ...root, new: { way: 1 } });
  assert.deepEqual(withValueSet(root, ["tags", "a"], undefined), { ...root, tags: {} });
  assert.deepEqual(root, before);
});

test("a pattern covers a path and everything below it", () => {
  assert.ok(covers(parsePath("networkProfile"), parsePath("networkProfile.podCidr")));
  assert.ok(covers(parsePattern("pools[].vmSize"), parsePath("pools[3].vmSize")));
  assert.ok(!covers(parsePattern("pools[].vmSize"), parsePath("pools")));
  assert.ok(!covers(["*"], ["sku"]), "a member named * is one member");
  assert.ok(!covers(parsePath("sku.name"), parsePath("sku.tier")));
});
