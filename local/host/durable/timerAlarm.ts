import type { Store } from "../store/store.js";
import { EventType, historyEvent } from "./historyEvent.js";

/** Fires durable timers. However many wait in the store, one timeout is armed: for the earliest. */
export interface TimerAlarm {
  /** Says that a timer due at `fireAt` (milliseconds) was stored. */
  added(fireAt: number): void;
  stop(): void;
}

/** `onFired` is told each instance whose timer fired, once that is durable. */
export function timerAlarm(store: Store, onFired: (instanceId: string) => void): TimerAlarm {
  let timeout: NodeJS.Timeout | undefined;
  let armedFor = Infinity;
  let isStopped = false;

  function arm(fireAt: number | undefined): void {
    clearTimeout(timeout);
    armedFor = fireAt ?? Infinity;
    if (fireAt === undefined || isStopped) return;
    const waitMs = Math.min(Math.max(0, fireAt - Date.now()), maxTimeoutMs);
    timeout = setTimeout(() => void ring(), waitMs);
  }

  async function ring(): Promise<void> {
    // A timeout may come a little early and is cut at 24 days: only the clock decides what is due.
    const fired = await store.transact(() => {
      const due = store.timers.due(Date.now(), batchSize);
      for (const { instanceId, executionId, taskId, fireAt } of due) {
        const FireAt = new Date(fireAt).toISOString();
        store.timers.remove(instanceId, taskId);
        store.inbox.add(
          instanceId,
          executionId,
          historyEvent({ EventType: EventType.TimerFired, TimerId: taskId, FireAt }),
        );
      }
      return due;
    });
    for (const { instanceId } of fired) onFired(instanceId);
    arm(store.timers.nextAt());
  }

  arm(store.timers.nextAt());
  return {
    added(fireAt) {
      if (fireAt < armedFor) arm(fireAt);
    },
    stop() {
      isStopped = true;
      clearTimeout(timeout);
    },
  };
}

/** Longest timeout Node.js takes: 2^31 - 1 ms. */
const maxTimeoutMs = 0x7fffffff;
/** Timers fired in one commit. */
const batchSize = 500;
