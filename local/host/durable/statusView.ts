import type { Instance } from "../store/instances.js";
import type { HistoryEvent } from "./historyEvent.js";
import { historyView } from "./historyView.js";

/** What of an instance a caller wants to see. */
export interface StatusOptions {
  readonly showInput: boolean;
  /** Events of the instance, when its history is wanted. */
  readonly history?: readonly HistoryEvent[] | undefined;
  readonly showHistoryOutput?: boolean;
}

/** An instance as the management API shows it. The SDK refuses a status whose input or output is absent: null is sent. */
export function statusView(instance: Instance, options: StatusOptions): Record<string, unknown> {
  return {
    name: instance.name,
    instanceId: instance.id,
    runtimeStatus: instance.status,
    input: options.showInput ? parsed(instance.input) : null,
    customStatus: parsed(instance.customStatus),
    output: parsed(instance.output),
    createdTime: wholeSeconds(instance.createdAt),
    lastUpdatedTime: wholeSeconds(instance.updatedAt),
    ...(options.history ? { historyEvents: historyView(options.history, options.showHistoryOutput ?? false) } : {}),
  };
}

function parsed(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}

function wholeSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
