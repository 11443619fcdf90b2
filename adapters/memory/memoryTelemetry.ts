import type { Telemetry } from "../../shared/ports/telemetry.js";

type Arguments<K extends keyof Telemetry> = Parameters<Telemetry[K]>;

/** Telemetry that keeps what it is given, in order. */
export function memoryTelemetry(): Telemetry & {
  readonly spans: Arguments<"span">[0][];
  readonly counts: { metric: string; value: number; attributes: Arguments<"count">[2] }[];
  readonly durations: { metric: string; valueMs: number; attributes: Arguments<"duration">[2] }[];
  readonly logs: { level: Arguments<"log">[0]; event: string; properties: Arguments<"log">[2] }[];
} {
  const recorder: ReturnType<typeof memoryTelemetry> = {
    spans: [],
    counts: [],
    durations: [],
    logs: [],
    span: (span) => void recorder.spans.push(span),
    count: (metric, value, attributes) => void recorder.counts.push({ metric, value, attributes }),
    duration: (metric, valueMs, attributes) => void recorder.durations.push({ metric, valueMs, attributes }),
    log: (level, event, properties) => void recorder.logs.push({ level, event, properties }),
  };
  return recorder;
}
