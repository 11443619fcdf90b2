import { TaskNode, settledTask } from "./taskNode.js";

/** External events and the waits for them, first come first served; names without regard to case, as the extension has it. */
export class AwaitedEvents {
  readonly #waits = new Map<string, TaskNode[]>();
  readonly #unread = new Map<string, string[]>();

  waitFor(name: string): TaskNode {
    const key = name.toLowerCase();
    if (this.#unread.get(key)?.shift() !== undefined) return settledTask();
    const task = new TaskNode();
    this.#waits.set(key, [...(this.#waits.get(key) ?? []), task]);
    return task;
  }

  raise(name: string): void {
    const key = name.toLowerCase();
    const task = this.#waits.get(key)?.shift();
    if (task) task.settle("completed");
    else this.#unread.set(key, [...(this.#unread.get(key) ?? []), name]);
  }

  /** Names of events that arrived and nobody awaited. */
  get unread(): string[] {
    return [...this.#unread.values()].flat();
  }

  get hasWaits(): boolean {
    return [...this.#waits.values()].some((tasks) => tasks.length > 0);
  }
}
