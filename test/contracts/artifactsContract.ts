import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Artifacts } from "../../shared/ports/records.js";
import { fault } from "../kit/fault.js";

/** What every adapter of `Artifacts` does. `make` gives an empty store. */
export function artifactsContract(name: string, make: () => Artifacts): void {
  describe(`artifacts: ${name}`, () => {
    test("give back what was put, by claim check and by name", async () => {
      const artifacts = make();
      const body = 'Ünïcode, emoji 🚀 and "quotes"\r\n';
      const ref = await artifacts.put("runs/2026/11/exec-1/plan.json", body);
      assert.equal(ref.bytes, Buffer.byteLength(body));
      assert.equal(await artifacts.read(ref), body);
      assert.equal(await artifacts.find(ref.name), body);
      assert.equal(await artifacts.find("runs/2026/11/exec-1/other.json"), undefined);
    });

    test("keep an empty document and one of two megabytes", async () => {
      const artifacts = make();
      for (const body of ["", "0123456789abcdef".repeat(131_072)]) {
        const ref = await artifacts.put("runs/a/body.txt", body);
        assert.equal(await artifacts.read(ref), body);
      }
    });

    test("give equal claim checks for equal bytes, and overwrite", async () => {
      const artifacts = make();
      const first = await artifacts.put("stacks/a/outputs.json", "one");
      assert.deepEqual(await artifacts.put("stacks/a/outputs.json", "one"), first);
      await artifacts.put("stacks/a/outputs.json", "two");
      assert.equal(await artifacts.find("stacks/a/outputs.json"), "two");
    });

    test("refuse a document whose bytes are not those of the claim check, and a missing one", async () => {
      const artifacts = make();
      const ref = await artifacts.put("runs/a/plan.json", "approved");
      await artifacts.put("runs/a/plan.json", "Approved");
      await assert.rejects(artifacts.read(ref), fault("defect", /digest/));
      await assert.rejects(artifacts.read({ ...ref, name: "runs/a/none.json" }), fault("defect", /missing/));
    });

    test("list a folder by name with sizes, and nothing of a folder whose name only begins alike", async () => {
      const artifacts = make();
      for (const file of ["runs/b/z.json", "runs/b/a/deep.json", "runs/b2/no.json"]) await artifacts.put(file, "12345");
      assert.deepEqual(await artifacts.list("runs/b"), [
        { name: "runs/b/a/deep.json", bytes: 5 },
        { name: "runs/b/z.json", bytes: 5 },
      ]);
      assert.deepEqual(await artifacts.list("runs/none"), []);
    });

    test("remove what is there, and nothing twice", async () => {
      const artifacts = make();
      const ref = await artifacts.put("runs/c/context.json", "{}");
      await artifacts.put("runs/c/kept.json", "{}");
      for (let time = 0; time < 2; time++) await artifacts.remove(ref.name);
      assert.equal(await artifacts.find(ref.name), undefined);
      assert.deepEqual(await artifacts.list("runs/c"), [{ name: "runs/c/kept.json", bytes: 2 }]);
    });

    test("refuse a name that could mean another record", async () => {
      const artifacts = make();
      const names = [
        "",
        "/a",
        "a/",
        "a//b",
        "../a",
        "a/../b",
        "a/./b",
        ".",
        "a/..",
        "a\\b",
        "a\0b",
        "a%2fb",
        "a?b",
        "a.",
      ];
      for (const each of names)
        await assert.rejects(artifacts.put(each, "x"), fault("rejected-input", /not a name/), each);
      await assert.rejects(artifacts.put("a".repeat(1025), "x"), fault("rejected-input", /not a name/));
      assert.deepEqual(await artifacts.list(""), []);
    });
  });
}
