import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { memoryClock } from "../../adapters/memory/memoryClock.js";
import type { Clock } from "../../shared/ports/clock.js";
import type { StackLease } from "../../shared/ports/stackLease.js";

const stack = "infrastructure/stacks/authservice/staging/westeurope";
const start = "2026-11-21T12:00:00.000Z";
const minuteMs = 60_000;

/** What every adapter of `StackLease` does. `make` gives a store without leases that goes by the given clock. */
export function stackLeaseContract(name: string, make: (clock: Clock) => StackLease): void {
  describe(`stack lease: ${name}`, () => {
    test("one holds the stack and the others learn who, and until when", async () => {
      const lease = make(memoryClock(start));
      const untilIso = "2026-11-21T12:01:00.000Z";
      assert.deepEqual(await lease.acquire(stack, "run-1", minuteMs), { kind: "held", token: 1, untilIso });
      assert.deepEqual(await lease.acquire(stack, "run-2", minuteMs), { kind: "busy", holder: "run-1", untilIso });
      assert.equal((await lease.acquire(`${stack}2`, "run-2", minuteMs)).kind, "held");
    });

    test("of twenty at once exactly one holds the stack [CP-145]", async () => {
      const lease = make(memoryClock(start));
      const holders = Array.from({ length: 20 }, (_, index) => `run-${index}`);
      const answers = await Promise.all(holders.map((holder) => lease.acquire(stack, holder, minuteMs)));
      const winner = holders.find((_, index) => answers[index]?.kind === "held");
      assert.equal(answers.filter((answer) => answer.kind === "held").length, 1);
      for (const answer of answers) if (answer.kind === "busy") assert.equal(answer.holder, winner);
    });

    test("tokens grow with every acquisition, over release, expiry and a holder that comes again", async () => {
      const clock = memoryClock(start);
      const lease = make(clock);
      const tokens: number[] = [];
      const acquire = async (holder: string): Promise<void> => {
        const answer = await lease.acquire(stack, holder, minuteMs);
        assert.equal(answer.kind, "held");
        tokens.push(answer.token);
      };
      await acquire("run-1");
      await acquire("run-1");
      await lease.release(stack, "run-1", tokens[1]!);
      await acquire("run-2");
      clock.advance(minuteMs);
      await acquire("run-3");
      await Promise.all(Array.from({ length: 20 }, () => acquire("run-3")));
      const order = tokens.slice().sort((a, b) => a - b);
      assert.equal(new Set(tokens).size, tokens.length);
      assert.deepEqual(tokens.slice(0, 4), order.slice(0, 4));
    });

    test("a lease is renewed by its holder with its token only, and not after it went to another", async () => {
      const clock = memoryClock(start);
      const lease = make(clock);
      await lease.acquire(stack, "run-1", minuteMs);
      assert.equal(await lease.renew(stack, "run-2", 1, minuteMs), false);
      assert.equal(await lease.renew(stack, "run-1", 2, minuteMs), false);
      clock.advance(minuteMs / 2);
      assert.equal(await lease.renew(stack, "run-1", 1, minuteMs), true);
      clock.advance(minuteMs / 2);
      assert.equal((await lease.acquire(stack, "run-2", minuteMs)).kind, "busy");
      clock.advance(minuteMs / 2);
      assert.equal((await lease.acquire(stack, "run-2", minuteMs)).kind, "held");
      assert.equal(await lease.renew(stack, "run-1", 1, minuteMs), false);
    });

    test("a release with an old token or by another leaves the lease where it is", async () => {
      const lease = make(memoryClock(start));
      await lease.acquire(stack, "run-1", minuteMs);
      await lease.acquire(stack, "run-1", minuteMs);
      await lease.release(stack, "run-1", 1);
      await lease.release(stack, "run-2", 2);
      assert.equal((await lease.acquire(stack, "run-2", minuteMs)).kind, "busy");
      await lease.release(stack, "run-1", 2);
      assert.equal((await lease.acquire(stack, "run-2", minuteMs)).kind, "held");
      assert.equal(await lease.renew(stack, "run-1", 2, minuteMs), false);
    });
  });
}
