import { hasEnded } from "../store/instances.js";
import type { Store } from "../store/store.js";
import { consume } from "./arrivals.js";
import type { EpisodePlan, NewChild, OutgoingMessage } from "./episodePlan.js";
import { EventType, historyEvent } from "./historyEvent.js";

/** What a commit calls for once it is durable. */
export interface EpisodeEffects {
  /** Instances that have something in their inbox now. */
  readonly woken: readonly string[];
}

/** Writes a plan down. To be called inside a transaction; `ranAs` is the execution the plan was made for. */
export function commitEpisode(store: Store, plan: EpisodePlan, ranAs: string): EpisodeEffects {
  consume(store, plan.consumed);
  const { instance } = plan;
  // Purged, overwritten or begun anew while the orchestrator ran: nothing of the plan is true any more.
  if (store.instances.identity(instance.id)?.executionId !== ranAs) return { woken: [] };

  if (plan.startsAfresh) store.history.clear(instance.id);
  if (plan.startsAfresh || hasEnded(instance.status)) store.timers.clear(instance.id);
  for (const taskId of plan.canceledTimerIds) store.timers.remove(instance.id, taskId);
  if (plan.events.length > 0) {
    store.history.append(instance.id, JSON.stringify(plan.events.map((event) => ({ ...event, IsPlayed: true }))));
  }
  store.instances.put(instance);
  for (const work of plan.work) store.work.add(work);
  for (const timer of plan.timers) store.timers.add(timer);
  const messages = [...plan.messages, ...plan.children.map((child) => startChild(store, child))];
  for (const message of messages) store.inbox.add(message.instanceId, message.executionId, message.event);
  return { woken: messages.map((message) => message.instanceId) };
}

/** Starts a sub-orchestration, or answers its parent when the id belongs to an instance that still runs. */
function startChild(store: Store, { instance, started }: NewChild): OutgoingMessage {
  const existing = store.instances.get(instance.id);
  if (existing && !hasEnded(existing.status) && instance.parent) {
    const { id, executionId, taskId } = instance.parent;
    const reason = `An Orchestration instance with the status ${existing.status} already exists.`;
    const failed = { EventType: EventType.SubOrchestrationInstanceFailed, TaskScheduledId: taskId, Reason: reason };
    return { instanceId: id, executionId, event: historyEvent({ ...failed, Details: "", FailureDetails: null }) };
  }
  if (existing) eraseInstance(store, instance.id);
  store.instances.put(instance);
  return { instanceId: instance.id, executionId: instance.executionId, event: started };
}

/** Removes an instance and all that waits for it. Activities that run on are answered into the void. */
export function eraseInstance(store: Store, id: string): void {
  store.history.clear(id);
  store.inbox.clear(id);
  store.timers.clear(id);
  store.instances.remove(id);
}
