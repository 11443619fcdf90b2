import type { Telemetry } from "../../shared/ports/telemetry.js";
import { jsonLines } from "./jsonLines.js";
import { redactor } from "./redactor.js";

export interface TelemetryOptions {
  /** File of JSON lines for logs and spans. Logs go to standard output when absent, and spans to OTLP only. */
  readonly file?: string;
  /** Base address of an OTLP/HTTP receiver, as `OTEL_EXPORTER_OTLP_ENDPOINT` has it. */
  readonly otlpEndpoint?: string;
}

/** The `Telemetry` port, with what only its owner uses. */
export interface OpenTelemetry extends Telemetry {
  /** The metrics in Prometheus' text format. */
  metrics(): Promise<string>;
  /** From now on this secret value appears in no log line, span or label. */
  readonly hide: (value: string) => void;
  /** Resolves when every span was handed over; a receiver that is away does not make it fail. */
  flush(): Promise<void>;
}

/**
 * Telemetry through OpenTelemetry: spans, metrics and log lines. The SDK is loaded by the first span or metric; calls
 * return at once, and what goes wrong later is a log line, never an error of the caller.
 */
export function openTelemetry({ file, otlpEndpoint }: TelemetryOptions): OpenTelemetry {
  const write = jsonLines(file);
  const { hide, clean } = redactor();
  const cleanAttributes = <T extends object>(attributes: T): T => clean(attributes) as T;

  const log: Telemetry["log"] = (level, event, properties) => {
    const own = { timestamp: new Date().toISOString(), level, event };
    // Own members come first in the line, and win over properties of the same name.
    write({ ...own, ...cleanAttributes(properties), ...own });
  };
  const once = <T>(open: () => Promise<T>): (() => Promise<T>) => {
    let opened: Promise<T> | undefined;
    return () => (opened ??= open());
  };
  const pending = new Set<Promise<void>>();
  const later = (work: Promise<void>): void => {
    const watched = work
      .catch((error: unknown) => {
        log("warning", "TelemetryFailed", { error });
      })
      .finally(() => pending.delete(watched));
    pending.add(watched);
  };
  // Modules of ours are imported lazily, not the SDK's: bundled, those would give their default export only.
  const spans = once(async () => {
    const { openSpans } = await import("./openSpans.js");
    return openSpans(file === undefined ? undefined : write, otlpEndpoint);
  });
  const metrics = once(async () => (await import("./openMetrics.js")).openMetrics());

  return {
    log,
    hide,
    span(span) {
      if (file === undefined && otlpEndpoint === undefined) return; // nobody would see it
      const cleaned = { ...span, attributes: cleanAttributes(span.attributes) };
      later(
        spans().then((open) => {
          open.record(cleaned);
        }),
      );
    },
    count(metric, value, attributes) {
      const cleaned = cleanAttributes(attributes);
      later(
        metrics().then((open) => {
          open.add(metric, value, cleaned);
        }),
      );
    },
    duration(metric, valueMs, attributes) {
      const cleaned = cleanAttributes(attributes);
      later(
        metrics().then((open) => {
          open.record(metric, valueMs, cleaned);
        }),
      );
    },
    async metrics() {
      await Promise.all(pending);
      return (await metrics()).text();
    },
    async flush() {
      await Promise.all(pending);
      later(spans().then((open) => open.flush()));
      await Promise.all(pending);
    },
  };
}
