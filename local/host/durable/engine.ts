import type { HostSettings } from "../config/hostJson.js";
import type { Logger } from "../log/logger.js";
import type { Store } from "../store/store.js";
import type { FunctionTable } from "../worker/functionTable.js";
import type { Invoke } from "../worker/invoke.js";
import { activities } from "./activities.js";
import { instanceProbe, type InstanceProbe } from "./instanceProbe.js";
import { manage, type Manage } from "./manage.js";
import { orchestrations } from "./orchestrations.js";
import { timerAlarm } from "./timerAlarm.js";

/** Durable orchestrations over a store: picks up what the store holds and goes on from there. */
export interface DurableEngine {
  readonly manage: Manage;
  readonly probe: InstanceProbe;
  /** Takes up nothing new and resolves when all that runs is durable. */
  drain(): Promise<void>;
}

/** What the engine works with. */
export interface EngineSettings {
  readonly store: Store;
  readonly functions: FunctionTable;
  readonly invoke: Invoke;
  readonly logger: Logger;
  readonly host: HostSettings;
}

/** Replay schema V2: what the extension of October 2024 speaks; V3 moves long timers to the SDK's side. */
const schemaVersion = 2;

export function durableEngine({ store, functions, invoke, logger, host }: EngineSettings): DurableEngine {
  const wake = (instanceId: string) => {
    orchestrators.wake(instanceId);
  };
  const management = manage(store, functions, { overridable: host.overridable, wake });
  const { probe, committed } = instanceProbe(store, management);
  const alarm = timerAlarm(store, wake);
  const workers = activities({
    store,
    functions,
    invoke,
    logger,
    maxConcurrent: host.maxConcurrentActivities,
    timeLimitMs: host.functionTimeoutMs,
    onAnswered(work, event) {
      orchestrators.deliver(work, event);
    },
  });
  const orchestrators = orchestrations({
    store,
    functions,
    invoke,
    logger,
    schemaVersion,
    maxConcurrent: host.maxConcurrentOrchestrations,
    onCommitted(plan) {
      if (plan.work.length > 0) workers.wake();
      for (const { fireAt } of plan.timers) alarm.added(fireAt);
      committed(plan.instance);
    },
  });
  return {
    manage: management,
    probe,
    async drain() {
      alarm.stop();
      await orchestrators.drain(workers.drain());
    },
  };
}
