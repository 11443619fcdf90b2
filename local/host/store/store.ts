import { mkdirSync } from "node:fs";
import { commitQueue, type CommitQueue } from "./commitQueue.js";
import type { CrashPoint } from "./crashPoint.js";
import { closeDatabase, openDatabase } from "./database.js";
import { lockDataFolder } from "./dataLock.js";
import { durableTimers, type DurableTimers } from "./durableTimers.js";
import { history, type History } from "./history.js";
import { inbox, type Inbox } from "./inbox.js";
import { instances, type Instances } from "./instances.js";
import { schedules, type Schedules } from "./schedules.js";
import { workQueue, type WorkQueue } from "./work.js";

/** Everything the host keeps. Tables may be read at any time; they are written inside `transact` only. */
export interface Store extends Pick<CommitQueue, "transact" | "commits"> {
  readonly instances: Instances;
  readonly history: History;
  readonly inbox: Inbox;
  readonly work: WorkQueue;
  readonly timers: DurableTimers;
  readonly schedules: Schedules;
  /** Writes what is queued and gives the data folder back. */
  close(): void;
}

/**
 * Opens the store in `folder`, creating it when absent.
 * @throws Error when another host owns the folder.
 */
export function openStore(
  folder: string,
  options: { crashPoint?: CrashPoint | undefined; onLost: (error: unknown) => void },
): Store {
  mkdirSync(folder, { recursive: true });
  const lock = lockDataFolder(folder);
  try {
    const db = openDatabase(folder);
    const queue = commitQueue(db, { crashPoint: options.crashPoint, onLost: options.onLost });
    return {
      instances: instances(db),
      history: history(db),
      inbox: inbox(db),
      work: workQueue(db),
      timers: durableTimers(db),
      schedules: schedules(db),
      transact: (change) => queue.transact(change),
      get commits() {
        return queue.commits;
      },
      close() {
        queue.close();
        closeDatabase(db);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
