import { appendFile, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { EventLog } from "./eventLog.js";
import { deliver, shakeHands, type Subscription } from "./subscription.js";

/** Tries for one event before it becomes a dead letter. Source: Event Grid's default retry policy. */
const maxAttempts = 30;
const longestPauseMs = 30_000;

/** The delivery of a topic's events to one subscription. */
export interface Pump {
  /** Tells that events were added. */
  wake(): void;
  /** @throws what stopped the delivery before, if anything did. */
  close(): Promise<void>;
}

/**
 * Delivers events in order, each at least once: how far it came is written after the webhook answered, and a start
 * goes on from there. What is refused for good, or too often, becomes a line of `{name}.dead-letters.jsonl`.
 */
export function startPump(subscription: Subscription, log: EventLog, dir: string, firstPauseMs: number): Pump {
  const ending = new AbortController();
  const { signal } = ending;
  let wake = (): void => undefined;

  const pause = async (attempt: number): Promise<void> => {
    const pauseMs = Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs);
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  };
  const added = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });
  const deliverOne = async (index: number): Promise<void> => {
    const event = log.events[index];
    if (event === undefined || subscription.types?.includes(event.type) === false) return;
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      const fate = await deliver(subscription, event, attempt, signal);
      if (fate === "taken") return;
      if (fate === "refused" || attempt === maxAttempts) {
        const letter = JSON.stringify({ attempts: attempt, fate, event });
        await appendFile(join(dir, `${subscription.name}.dead-letters.jsonl`), `${letter}\n`);
        return;
      }
      await pause(attempt);
    }
  };
  const run = async (): Promise<void> => {
    const place = placeFile(join(dir, `${subscription.name}.next.json`));
    let next = await place.read();
    for (let attempt = 1; !signal.aborted && !(await shakeHands(subscription, signal)); attempt += 1)
      await pause(attempt);
    while (!isAborted(signal)) {
      if (next >= log.events.length) {
        await added();
        continue;
      }
      await deliverOne(next);
      if (isAborted(signal)) return; // it may not have arrived
      next += 1;
      await place.write(next);
    }
  };

  const ended = run().then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  return {
    wake() {
      wake();
    },
    async close() {
      ending.abort();
      wake();
      const failure = await ended;
      if (failure !== undefined) throw failure.error;
    },
  };
}

/** A function, because the signal changes where the compiler believes it cannot. */
const isAborted = (signal: AbortSignal): boolean => signal.aborted;

/** The index of the next event to deliver; replaced as a whole, and 0 where nothing was delivered yet. */
function placeFile(file: string): { read(): Promise<number>; write(next: number): Promise<void> } {
  return {
    async read() {
      try {
        return z
          .int()
          .min(0)
          .parse(JSON.parse(await readFile(file, "utf8")));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return 0;
        throw error;
      }
    },
    async write(next) {
      await writeFile(`${file}.new`, String(next));
      await rename(`${file}.new`, file);
    },
  };
}
