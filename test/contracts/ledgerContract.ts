import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Ledger } from "../../shared/ports/records.js";
import { fault } from "../kit/fault.js";

/** What every adapter of `Ledger` does. `make` gives an empty one. */
export function ledgerContract(name: string, make: () => Ledger): void {
  describe(`ledger: ${name}`, () => {
    test("the first writer wins and the others read what stands there [CP-145]", async () => {
      const ledger = make();
      assert.deepEqual(await ledger.create("claims/exec-1", "first"), { created: true, document: "first" });
      assert.deepEqual(await ledger.create("claims/exec-1", "second"), { created: false, document: "first" });
      assert.deepEqual(await ledger.create("claims/exec-1", "first"), { created: false, document: "first" });
      assert.equal(await ledger.read("claims/exec-1"), "first");
      assert.equal(await ledger.read("claims/exec-2"), undefined);
    });

    test("of twenty writers at once exactly one wins, and all see its record [CP-145]", async () => {
      const ledger = make();
      const writers = Array.from({ length: 20 }, (_, index) => `writer ${index}`);
      const answers = await Promise.all(writers.map((writer) => ledger.create("claims/raced", writer)));
      const winners = writers.filter((_, index) => answers[index]?.created);
      assert.equal(winners.length, 1);
      assert.deepEqual(new Set(answers.map((answer) => answer.document)), new Set(winners));
    });

    test("labels are listed with their records and replaced as a whole, whatever their characters", async () => {
      const ledger = make();
      const labels = { status: "Running", traceId: "trace-auth-789", title: " 100% Ünïcode 🚀 %41 ", empty: "" };
      await ledger.create("runs/a", "{}", labels);
      assert.deepEqual(await ledger.list("runs/"), { entries: [{ name: "runs/a", labels }] });
      await ledger.label("runs/a", { status: "Succeeded" });
      assert.deepEqual(await ledger.list("runs/"), { entries: [{ name: "runs/a", labels: { status: "Succeeded" } }] });
      assert.equal(await ledger.read("runs/a"), "{}");
    });

    test("labelling a record that is not there fails", async () => {
      const ledger = make();
      await assert.rejects(ledger.label("runs/none", { status: "Running" }), fault("defect", /runs\/none/));
    });

    test("pages list every record of a prefix once, in name order", async () => {
      const ledger = make();
      const names = Array.from({ length: 25 }, (_, index) => `runs/${String(index).padStart(3, "0")}`);
      await Promise.all([...names, "other/x"].map((each) => ledger.create(each, each)));
      const seen: string[] = [];
      let next: string | undefined;
      let pages = 0;
      do {
        const page = await ledger.list("runs/", { limit: 10, ...(next !== undefined && { next }) });
        assert.ok(page.entries.length <= 10);
        seen.push(...page.entries.map((entry) => entry.name));
        next = page.next;
        pages += 1;
      } while (next !== undefined);
      assert.deepEqual(seen, names);
      assert.equal(pages, 3);
    });

    test("a removed record is gone, its name is free again, and removing twice is no fault", async () => {
      const ledger = make();
      await ledger.create("outbox/a", "one");
      await ledger.remove("outbox/a");
      await ledger.remove("outbox/a");
      assert.equal(await ledger.read("outbox/a"), undefined);
      assert.deepEqual(await ledger.create("outbox/a", "two"), { created: true, document: "two" });
    });

    test("names that escape their folder are refused", async () => {
      const ledger = make();
      await assert.rejects(ledger.create("claims/../decisions/x", "{}"), fault("rejected-input", /not a name/));
    });
  });
}
