/** A task as the extension sees it: open, then completed or failed, once. */
export class TaskNode {
  #state: "open" | "completed" | "failed" = "open";
  #listeners: (() => void)[] = [];

  get isOpen(): boolean {
    return this.#state === "open";
  }

  get hasFailed(): boolean {
    return this.#state === "failed";
  }

  /** The first settling counts; later ones change nothing. */
  settle(outcome: "completed" | "failed"): void {
    if (!this.isOpen) return;
    this.#state = outcome;
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }

  /** Calls at once when already settled. */
  onSettled(listener: () => void): void {
    if (this.isOpen) this.#listeners.push(listener);
    else listener();
  }
}

/** A task with nothing to wait for. */
export function settledTask(): TaskNode {
  const task = new TaskNode();
  task.settle("completed");
  return task;
}

/** Completed by its first settled child, also by one that failed. */
export function whenAny(children: readonly TaskNode[]): TaskNode {
  const any = new TaskNode();
  for (const child of children) {
    child.onSettled(() => {
      any.settle("completed");
    });
  }
  return any;
}

/** Settled by its last child: .NET's Task.WhenAll waits for all of them, also after a failure. */
export function whenAll(children: readonly TaskNode[]): TaskNode {
  const all = new TaskNode();
  for (const child of children) {
    child.onSettled(() => {
      if (children.every((each) => !each.isOpen)) {
        all.settle(children.some((each) => each.hasFailed) ? "failed" : "completed");
      }
    });
  }
  return all;
}
