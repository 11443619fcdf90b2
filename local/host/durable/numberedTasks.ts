import { NonDeterminism } from "./strictRules.js";
import { TaskNode } from "./taskNode.js";

/** A task that takes a sequence id, and what the host has to do for it. */
export type NumberedTask =
  | { readonly kind: "activity"; readonly name: string; readonly input: unknown }
  | {
      readonly kind: "sub-orchestration";
      readonly name: string;
      readonly input: unknown;
      readonly instanceId: string | undefined;
      readonly version: string | undefined;
    }
  | { readonly kind: "timer"; readonly fireAt: Date; readonly isCanceled: boolean };

/** A numbered task that history does not know yet. */
export type NewTask = NumberedTask & { readonly id: number };

/**
 * Gives sequence ids in the order tasks are made, the order in which the SDK counts on its side: the two must agree or
 * results reach the wrong task. Source: DurableTask.Core, TaskOrchestrationContext.cs (`idCounter`).
 */
export class NumberedTasks {
  #nextId = 0;
  readonly #open = new Map<number, { readonly task: NumberedTask; readonly node: TaskNode }>();
  readonly #unconfirmed = new Map<number, NumberedTask>();

  schedule(task: NumberedTask): TaskNode {
    const id = this.#nextId++;
    const node = new TaskNode();
    this.#unconfirmed.set(id, task);
    this.#open.set(id, { task, node });
    return node;
  }

  /** History says that task `id` was scheduled before. @throws NonDeterminism unless the same was scheduled now. */
  confirm(id: number, kind: NumberedTask["kind"], name?: string): void {
    const task = this.#unconfirmed.get(id);
    if (!task || task.kind !== kind || !isSameName(task, name)) {
      throw new NonDeterminism({ kind, name, id }, task && { kind: task.kind, name: nameOf(task) });
    }
    this.#unconfirmed.delete(id);
  }

  /** Settles task `id`; a second answer to the same task changes nothing. */
  settle(id: number, outcome: "completed" | "failed"): void {
    const open = this.#open.get(id);
    this.#open.delete(id);
    open?.node.settle(outcome);
  }

  /** Tasks to start now, in order of their ids. */
  get added(): NewTask[] {
    return [...this.#unconfirmed].map(([id, task]) => ({ id, ...task }));
  }

  /** Tasks an instance has to wait for before it may end. */
  get open(): NewTask[] {
    return this.#openTasks((task) => !isCanceledTimer(task));
  }

  get canceledTimerIds(): number[] {
    return this.#openTasks(isCanceledTimer).map(({ id }) => id);
  }

  #openTasks(wanted: (task: NumberedTask) => boolean): NewTask[] {
    return [...this.#open].filter(([, { task }]) => wanted(task)).map(([id, { task }]) => ({ id, ...task }));
  }
}

function isCanceledTimer(task: NumberedTask): boolean {
  return task.kind === "timer" && task.isCanceled;
}

function nameOf(task: NumberedTask): string | undefined {
  return task.kind === "timer" ? undefined : task.name;
}

function isSameName(task: NumberedTask, name: string | undefined): boolean {
  return nameOf(task)?.toLowerCase() === name?.toLowerCase();
}
