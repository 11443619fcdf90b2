import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryRecords } from "../../test/kit/runFixture.js";
import { rememberedArtifacts } from "./rememberedArtifacts.js";

function counted() {
  const { artifacts } = memoryRecords();
  const read: string[] = [];
  return {
    read,
    artifacts: {
      ...artifacts,
      read: (ref: Parameters<typeof artifacts.read>[0]) => {
        read.push(ref.name);
        return artifacts.read(ref);
      },
    },
  };
}

test("asks the store once for what was written or read here before", async () => {
  const { artifacts, read } = counted();
  const remembered = rememberedArtifacts(artifacts, 1000);
  const written = await remembered.put("a.json", "a");
  const foreign = await artifacts.put("b.json", "b");
  assert.equal(await remembered.read(written), "a");
  assert.deepEqual([await remembered.read(foreign), await remembered.read(foreign)], ["b", "b"]);
  assert.deepEqual(read, ["b.json"]);
});

test("knows a text by its digest: another text under the same name is another text", async () => {
  const remembered = rememberedArtifacts(counted().artifacts, 1000);
  const first = await remembered.put("a.json", "1");
  const second = await remembered.put("a.json", "2");
  assert.deepEqual([await remembered.read(first), await remembered.read(second)], ["1", "2"]);
});

test("forgets the oldest when it holds too much, and never holds what is too big", async () => {
  const { artifacts, read } = counted();
  const remembered = rememberedArtifacts(artifacts, 40);
  const small = await Promise.all([1, 2, 3, 4, 5].map((n) => remembered.put(`${n}`, String(n).repeat(10))));
  const big = await remembered.put("big", "b".repeat(11));
  for (const reference of [...small.slice(1), big]) await remembered.read(reference);
  assert.deepEqual(read, ["big"]);
  for (const reference of small.slice(0, 1)) await remembered.read(reference);
  assert.deepEqual(read, ["big", "1"]);
});
