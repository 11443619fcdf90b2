import type { Database } from "./database.js";
import { crashIfDue, type CrashPoint } from "./crashPoint.js";

/** Makes changes durable: the one door through which the host writes. */
export interface CommitQueue {
  /**
   * Runs `change` inside a transaction and resolves with its result once the disk has it. Each change is atomic; those
   * that are ready in the same turn of the event loop share one fsync. A change that throws is undone alone.
   */
  transact<T>(change: () => T): Promise<T>;
  /** Commits since the start of the process. */
  readonly commits: number;
  /** Writes what is queued, then takes no more: a later change waits for ever, as if the process had been killed. */
  close(): void;
}

interface Pending {
  run(): void;
  settle(): void;
  fail(error: unknown): void;
}

/** `onLost` is told when a commit itself fails (disk full, I/O error): nothing can be promised from then on. */
export function commitQueue(
  db: Database,
  options: { crashPoint: CrashPoint | undefined; onLost: (error: unknown) => void },
): CommitQueue {
  const begin = db.prepare("BEGIN IMMEDIATE");
  const commit = db.prepare("COMMIT");
  const save = db.prepare("SAVEPOINT change");
  const keep = db.prepare("RELEASE change");
  const undo = db.prepare("ROLLBACK TO change");
  let queue: Pending[] = [];
  let commits = 0;
  let isClosed = false;

  function apply(pending: Pending): () => void {
    save.run();
    try {
      pending.run();
      keep.run();
      return () => {
        pending.settle();
      };
    } catch (error) {
      undo.run();
      keep.run();
      return () => {
        pending.fail(error);
      };
    }
  }

  function flush(): void {
    if (queue.length === 0) return;
    const batch = queue;
    queue = [];
    try {
      begin.run();
      const answers = batch.map(apply);
      commits++;
      crashIfDue(options.crashPoint, commits, "before");
      commit.run();
      crashIfDue(options.crashPoint, commits, "after");
      for (const answer of answers) answer();
    } catch (error) {
      for (const pending of batch) pending.fail(error);
      options.onLost(error);
    }
  }

  return {
    transact: <T>(change: () => T) =>
      new Promise<T>((resolve, reject) => {
        if (isClosed) return;
        let result: T;
        if (queue.length === 0) setImmediate(flush);
        queue.push({
          run: () => {
            result = change();
          },
          settle: () => {
            resolve(result);
          },
          fail: reject,
        });
      }),
    get commits() {
      return commits;
    },
    close() {
      flush();
      isClosed = true;
    },
  };
}
