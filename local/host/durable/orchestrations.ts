import type { Logger } from "../log/logger.js";
import type { Instance } from "../store/instances.js";
import { hasEnded } from "../store/instances.js";
import type { Store } from "../store/store.js";
import type { Work } from "../store/work.js";
import { Arrivals, consume, shelve } from "./arrivals.js";
import { takeBatch, type Batch } from "./batch.js";
import { commitEpisode } from "./commitEpisode.js";
import { ended, episode, type EpisodeSettings } from "./episode.js";
import { emptyPlan, type EpisodePlan } from "./episodePlan.js";
import type { HistoryEvent } from "./historyEvent.js";

/** Runs episodes: one at a time per instance, some at a time in all. */
export interface Orchestrations {
  /** Says that the instance has something in its inbox. */
  wake(instanceId: string): void;
  /** Hands over the result of an activity. */
  deliver(work: Work, event: HistoryEvent): void;
  /** Takes no new episode; resolves when the running ones are durable, and all that arrives until `last` resolves. */
  drain(last: Promise<void>): Promise<void>;
}

/** What the runner of episodes works with. */
export interface OrchestrationSettings extends EpisodeSettings {
  readonly store: Store;
  readonly logger: Logger;
  readonly maxConcurrent: number;
  /** Told after each commit, so that work and timers it wrote are taken up. */
  readonly onCommitted: (plan: EpisodePlan) => void;
}

export function orchestrations(settings: OrchestrationSettings): Orchestrations {
  const { store, logger } = settings;
  const arrivals = new Arrivals();
  const ready = new Set<string>();
  const running = new Map<string, Promise<void>>();
  const wokenWhileRunning = new Set<string>();
  const told = new Set<string>();
  let isDraining = false;

  function wake(id: string): void {
    if (running.has(id)) wokenWhileRunning.add(id);
    else ready.add(id);
    pump();
  }

  function pump(): void {
    while (!isDraining && running.size < settings.maxConcurrent) {
      const next = ready.values().next();
      if (next.done) return;
      const id = next.value;
      ready.delete(id);
      running.set(
        id,
        step(id).finally(() => {
          running.delete(id);
          if (wokenWhileRunning.delete(id)) ready.add(id);
          pump();
        }),
      );
    }
  }

  async function step(id: string): Promise<void> {
    const instance = store.instances.get(id);
    const arrived = arrivals.take(id);
    const batch = takeBatch(instance, [...store.inbox.read(id), ...arrived]);
    if (batch.kind === "nothing") {
      if (arrived.length > 0)
        await store.transact(() => {
          shelve(store, id, arrived);
        });
      return;
    }
    if (!instance || batch.kind === "discard") {
      await store.transact(() => {
        consume(store, batch.consumed);
      });
      return;
    }
    const left = arrived.filter((message) => !batch.consumed.includes(message));
    const plan = await planFor(instance, batch);
    const { woken } = await store.transact(() => {
      shelve(store, id, left);
      return commitEpisode(store, plan, instance.executionId);
    });
    report(instance, plan, logger, told);
    settings.onCommitted(plan);
    for (const each of woken) wake(each);
  }

  async function planFor(
    instance: Instance,
    batch: Exclude<Batch, { kind: "nothing" | "discard" }>,
  ): Promise<EpisodePlan> {
    const { consumed } = batch;
    const input = { instance, consumed, past: store.history.read(instance.id), events: [] };
    switch (batch.kind) {
      case "terminate":
        return ended(input, [], { status: "Terminated", reason: batch.reason });
      case "suspend": {
        const suspended = { ...instance, status: "Suspended" as const, updatedAt: Date.now() };
        return { ...emptyPlan(suspended, consumed), events: batch.events };
      }
      case "run":
        return episode({ ...input, events: batch.events }, settings).catch((error: unknown) => {
          // A defect of this host must not come back with every start: the instance ends and says so.
          const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
          const reason = `The local host failed to run an episode: ${message}`;
          return ended(input, batch.events, { status: "Failed", reason, details: stack, failureDetails: null });
        });
    }
  }

  for (const id of store.inbox.waiting()) ready.add(id);
  setImmediate(pump);
  return {
    wake,
    deliver(work, event) {
      const { seq, instanceId, executionId } = work;
      arrivals.add(instanceId, { source: "work", seq, executionId, event });
      wake(instanceId);
    },
    async drain(last) {
      isDraining = true;
      await last;
      await Promise.all(running.values());
      const left = arrivals.instanceIds;
      if (left.length === 0) return;
      await store.transact(() => {
        for (const id of left) shelve(store, id, arrivals.take(id));
      });
    },
  };
}

function report(before: Instance, plan: EpisodePlan, logger: Logger, told: Set<string>): void {
  const { id, name, status, output } = plan.instance;
  for (const warning of plan.warnings) {
    // Code is replayed again and again: one word about it is enough.
    if (told.has(`${name} ${warning}`)) continue;
    told.add(`${name} ${warning}`);
    logger.log("warning", category, `${name} '${id}': ${warning}`);
  }
  if (status === "Failed") logger.log("error", category, `${name} '${id}' failed: ${output ?? ""}`);
  else if (status !== before.status && hasEnded(status))
    logger.log("information", category, `${name} '${id}' ${status}`);
}

const category = "Host.Triggers.DurableTask";
