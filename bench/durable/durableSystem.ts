/** Something that runs durable orchestrations in this process: the local host, or the peer. */
export interface DurableSystem {
  /** Runs one orchestration of five sequential activities from its start to its end. */
  runSequence(): Promise<void>;
  /** Starts an orchestration that waits for an event or a timer, and resolves when it waits. */
  startWaiting(): Promise<void>;
  close(): Promise<void>;
}
