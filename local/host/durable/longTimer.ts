import type { NumberedTasks } from "./numberedTasks.js";
import { TaskNode } from "./taskNode.js";

const dayMs = 24 * 60 * 60 * 1000;
/** A timer longer than this is made of pieces. */
export const maxTimerMs = 6 * dayMs;
/** Length of one piece. */
export const timerPieceMs = 3 * dayMs;

/**
 * A timer of any length. Above 6 days it is a chain of 3-day timers, each with a sequence id of its own; the SDK counts
 * the same chain. Source: durable-functions, task/LongTimerTask.ts.
 */
export function longTimer(fireAt: Date, isCanceled: boolean, tasks: NumberedTasks, now: () => Date): TaskNode {
  const outer = new TaskNode();
  function piece(): void {
    const isLast = fireAt.getTime() - now().getTime() <= maxTimerMs;
    const pieceFireAt = isLast ? fireAt : new Date(now().getTime() + timerPieceMs);
    tasks.schedule({ kind: "timer", fireAt: pieceFireAt, isCanceled }).onSettled(() => {
      if (isLast || now() >= fireAt) outer.settle("completed");
      else piece();
    });
  }
  piece();
  return outer;
}
