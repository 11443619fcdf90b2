import { hasEnded, type Instance } from "../store/instances.js";
import type { Store } from "../store/store.js";
import type { Manage } from "./manage.js";

/** Starts and awaits instances inside the host's process, so that nothing but the host is measured. */
export interface InstanceProbe {
  /** Starts an orchestration. @throws Error when it is refused. */
  start(name: string, options?: { readonly id?: string; readonly input?: unknown }): Promise<string>;
  /** Resolves when the instance has ended; `output` is parsed. @throws Error when there is no such instance. */
  waitForEnd(id: string): Promise<{ readonly status: Instance["status"]; readonly output: unknown }>;
}

/** A probe, and what to tell it of each instance as it was committed. */
export function instanceProbe(
  store: Store,
  manage: Manage,
): { readonly probe: InstanceProbe; readonly committed: (instance: Instance) => void } {
  const waiting = new Map<string, ((instance: Instance) => void)[]>();
  return {
    committed(instance) {
      if (!hasEnded(instance.status)) return;
      const waiters = waiting.get(instance.id);
      if (!waiters) return;
      waiting.delete(instance.id);
      for (const waiter of waiters) waiter(instance);
    },
    probe: {
      async start(name, options = {}) {
        const input = options.input === undefined ? undefined : JSON.stringify(options.input);
        const outcome = await manage.start({ name, id: options.id, input });
        if (outcome.kind === "started") return outcome.id;
        throw new Error(outcome.kind === "refused" ? outcome.reason : `The instance exists and is ${outcome.status}.`);
      },
      async waitForEnd(id) {
        const now = store.instances.get(id);
        if (!now) throw new Error(`There is no instance '${id}'.`);
        const instance = hasEnded(now.status)
          ? now
          : await new Promise<Instance>((resolve) => {
              waiting.set(id, [...(waiting.get(id) ?? []), resolve]);
            });
        return { status: instance.status, output: JSON.parse(instance.output ?? "null") as unknown };
      },
    },
  };
}
