import { TaskNode, settledTask } from "./taskNode.js";

/** A wait and the action that made it. */
interface Wait {
  readonly task: TaskNode;
  readonly actionIndex: number;
}

/**
 * External events and the waits for them. An event goes to the newest wait, so that one left behind by a lost race does
 * not take it; events that nobody awaits yet are kept in order. Names without regard to case.
 * Source: DurableTask extension, DurableOrchestrationContext.cs (`pendingExternalEvents` is a stack).
 */
export class AwaitedEvents {
  readonly #waits = new Map<string, Wait[]>();
  readonly #unread = new Map<string, string[]>();
  readonly #lost = new Set<string>();

  waitFor(name: string, actionIndex: number): TaskNode {
    const key = name.toLowerCase();
    if (this.#unread.get(key)?.shift() !== undefined) return settledTask();
    const task = new TaskNode();
    this.#waits.set(key, [...(this.#waits.get(key) ?? []), { task, actionIndex }]);
    return task;
  }

  /** `actionIndex` is the action that runs now: the wait of an earlier one is heeded by nobody. */
  raise(name: string, actionIndex: number): void {
    const key = name.toLowerCase();
    const wait = this.#waits.get(key)?.pop();
    if (!wait) this.#unread.set(key, [...(this.#unread.get(key) ?? []), name]);
    else if (wait.actionIndex < actionIndex) this.#lost.add(name);
    wait?.task.settle("completed");
  }

  /** Names of events that arrived and nobody awaited. */
  get unread(): string[] {
    return [...this.#unread.values()].flat();
  }

  /** Names of events that went to a wait nobody heeds. */
  get lost(): string[] {
    return [...this.#lost];
  }

  get hasWaits(): boolean {
    return [...this.#waits.values()].some((waits) => waits.length > 0);
  }
}
