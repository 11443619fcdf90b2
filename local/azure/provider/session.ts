import { inTransaction, openDatabase, type CloudDatabase } from "../cloud/cloudDatabase.js";
import { passFence } from "../cloud/fences.js";
import { faultInjector, type FaultInjector } from "../faults/faultInjector.js";
import { configuredLatency, type Latency } from "../faults/latency.js";
import { CallFailure } from "./callFailure.js";
import type { Configuration } from "./configuration.js";

/** One configured provider at work for one engine operation. */
export interface Session extends Configuration {
  /** Opened on first use: a preview of something new needs no store. */
  readonly database: () => CloudDatabase;
  readonly faultOf: FaultInjector;
  readonly latencyOf: Latency;
}

/**
 * Starts a session. A caller with a fencing token announces it at once, so that an older owner of the stack is shut
 * out before this one has read anything.
 * @throws CallFailure when a newer owner was seen.
 */
export function startSession(configuration: Configuration, env: NodeJS.ProcessEnv): Session {
  let open: CloudDatabase | undefined;
  const database = () => (open ??= openDatabase(configuration.folder));
  if (configuration.caller.fencingToken !== undefined) {
    const refusal = inTransaction(database(), () => passFence(database(), configuration.caller));
    if (refusal !== undefined) throw new CallFailure(refusal);
  }
  return {
    ...configuration,
    database,
    faultOf: faultInjector(configuration.folder, database),
    latencyOf: configuredLatency(configuration.folder, env),
  };
}
