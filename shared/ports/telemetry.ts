/** Tags of a span or a measurement. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** Spans, metrics and structured log lines, whatever they are exported to. */
export interface Telemetry {
  /** Records a finished span. Times are milliseconds since the epoch; the trace is derived from the run's lineage. */
  span(span: {
    readonly name: string;
    readonly traceId: string;
    readonly startMs: number;
    readonly endMs: number;
    readonly isError?: boolean;
    readonly attributes: Attributes;
  }): void;
  /** Adds to a counter. */
  count(metric: string, value: number, attributes: Attributes): void;
  /** Records a duration in milliseconds in a histogram. */
  duration(metric: string, valueMs: number, attributes: Attributes): void;
  /** One JSON line: event names are constants, properties not sentences. */
  log(level: "info" | "warning" | "error", event: string, properties: Readonly<Record<string, unknown>>): void;
}
