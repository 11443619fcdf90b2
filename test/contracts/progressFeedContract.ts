import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { RunProgress } from "../../shared/contracts/run.js";
import type { ProgressFeed } from "../../shared/ports/records.js";

/** What every adapter of `ProgressFeed` does. `make` gives an empty one. */
export function progressFeedContract(name: string, make: () => ProgressFeed): void {
  describe(`progress feed: ${name}`, () => {
    test("a reader who follows by position sees every line once, in order", async () => {
      const feed = make();
      const lines = Array.from({ length: 12 }, (_, index) => line(index));
      const seen: RunProgress[] = [];
      let next = 0;
      for (let from = 0; from < lines.length; from += 3) {
        await feed.append("runs/a", lines.slice(from, from + 3));
        const answer = await feed.read("runs/a", next);
        seen.push(...answer.lines);
        next = answer.next;
      }
      assert.deepEqual(seen, lines);
      assert.deepEqual(await feed.read("runs/a", next), { lines: [], next });
      assert.deepEqual((await feed.read("runs/a", 0)).lines, lines);
    });

    test("a feed that nobody wrote is empty, and an empty batch writes nothing", async () => {
      const feed = make();
      await feed.append("runs/a", []);
      assert.deepEqual(await feed.read("runs/a", 0), { lines: [], next: 0 });
    });

    test("batches appended at once stay whole, in the order of the calls", async () => {
      const feed = make();
      const batches = Array.from({ length: 20 }, (_, batch) => [line(batch * 2), line(batch * 2 + 1)]);
      await Promise.all(batches.map((batch) => feed.append("runs/a", batch)));
      assert.deepEqual((await feed.read("runs/a", 0)).lines, batches.flat());
    });

    test("feeds of different runs do not mix", async () => {
      const feed = make();
      await feed.append("runs/a", [line(1)]);
      await feed.append("runs/b", [line(2)]);
      assert.deepEqual((await feed.read("runs/a", 0)).lines, [line(1)]);
    });
  });
}

/** A line of a feed, told apart by its number. */
export function line(number: number): RunProgress {
  return { kind: "stage", at: "2026-11-21T12:00:00.000Z", stage: "preview", detail: `Zeile ${number} – ünïcode` };
}
