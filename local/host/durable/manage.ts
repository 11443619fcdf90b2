import { hasEnded, type Instance } from "../store/instances.js";
import type { Store } from "../store/store.js";
import type { FunctionTable } from "../worker/functionTable.js";
import { eraseInstance } from "./commitEpisode.js";
import { EventType, historyEvent, type HistoryEvent } from "./historyEvent.js";
import { newId, refusedInstanceId } from "./instanceId.js";
import { newInstance } from "./newInstance.js";

/** A request to start an orchestration. `input` is JSON text; without an id one is made. */
interface StartRequest {
  readonly name: string;
  readonly id?: string | undefined;
  readonly input?: string | undefined;
  readonly version?: string | undefined;
  readonly traceParent?: string | undefined;
}

/** How a start ended. `exists` names the status of the instance that has the id. */
type StartOutcome =
  | { readonly kind: "started"; readonly id: string }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "exists"; readonly status: Instance["status"] };

/** How a message to an instance ended. */
export type SendOutcome =
  | { readonly kind: "sent" }
  | { readonly kind: "not-found" }
  | { readonly kind: "ended" }
  | { readonly kind: "refused"; readonly reason: string };

/** What can be done to instances from outside. Everything resolves only once it is durable. */
export interface Manage {
  start(request: StartRequest): Promise<StartOutcome>;
  /** `data` is JSON text. */
  raiseEvent(id: string, name: string, data: string | null): Promise<SendOutcome>;
  terminate(id: string, reason: string): Promise<SendOutcome>;
  suspend(id: string, reason: string): Promise<SendOutcome>;
  resume(id: string, reason: string): Promise<SendOutcome>;
  /** Deletes instances whatever their status, as the Azure Storage provider does; tells how many there were. */
  purge(ids: readonly string[]): Promise<number>;
}

/** When an id may be used again. Source: host.json, extensions.durableTask.overridableExistingInstanceStates. */
export type OverridableStates = "NonRunningStates" | "AnyState";

export function manage(
  store: Store,
  functions: FunctionTable,
  options: { readonly overridable: OverridableStates; readonly wake: (instanceId: string) => void },
): Manage {
  async function send(id: string, event: HistoryEvent, refuse?: (instance: Instance) => string | undefined) {
    const outcome = await store.transact((): SendOutcome => {
      const instance = store.instances.get(id);
      if (!instance) return { kind: "not-found" };
      if (hasEnded(instance.status)) return { kind: "ended" };
      const reason = refuse?.(instance);
      if (reason !== undefined) return { kind: "refused", reason };
      store.inbox.add(id, null, event);
      return { kind: "sent" };
    });
    if (outcome.kind === "sent") options.wake(id);
    return outcome;
  }

  return {
    async start(request) {
      const orchestrator = functions.find("orchestration", request.name);
      if (!orchestrator) return { kind: "refused", reason: unknownOrchestrator(request.name, functions) };
      const id = request.id ?? newId();
      const reason = refusedInstanceId(id);
      if (reason !== undefined) return { kind: "refused", reason };
      const outcome = await store.transact((): StartOutcome => {
        const existing = store.instances.get(id);
        if (existing && !hasEnded(existing.status) && options.overridable === "NonRunningStates") {
          return { kind: "exists", status: existing.status };
        }
        if (existing) eraseInstance(store, id);
        const { instance, started } = newInstance({
          id,
          name: orchestrator.name,
          version: request.version ?? "",
          input: request.input ?? null,
          parent: null,
          traceParent: request.traceParent ?? null,
        });
        store.instances.put(instance);
        store.inbox.add(id, instance.executionId, started);
        return { kind: "started", id };
      });
      if (outcome.kind === "started") options.wake(id);
      return outcome;
    },
    raiseEvent: (id, name, data) =>
      send(id, historyEvent({ EventType: EventType.EventRaised, Name: name, Input: data })),
    terminate: (id, reason) => send(id, historyEvent({ EventType: EventType.ExecutionTerminated, Input: reason })),
    suspend: (id, reason) =>
      send(id, historyEvent({ EventType: EventType.ExecutionSuspended, Reason: reason }), ({ status }) =>
        status === "Suspended" ? `Cannot suspend orchestration instance in the ${status} state.` : undefined,
      ),
    resume: (id, reason) =>
      send(id, historyEvent({ EventType: EventType.ExecutionResumed, Reason: reason }), ({ status }) =>
        status === "Suspended" ? undefined : `Cannot resume orchestration instance in the ${status} state.`,
      ),
    purge: (ids) =>
      store.transact(() => {
        const known = ids.filter((id) => store.instances.get(id));
        for (const id of known) eraseInstance(store, id);
        return known.length;
      }),
  };
}

function unknownOrchestrator(name: string, functions: FunctionTable): string {
  const known = functions.ofKind("orchestration").map((each) => `'${each.name}'`);
  return (
    `The function '${name}' doesn't exist, is disabled, or is not an orchestrator function. Additional info: ` +
    (known.length === 0
      ? "No orchestrator functions are currently registered!"
      : `The following are the known orchestrator functions: ${known.join(", ")}`)
  );
}
