import { SpanStatusCode } from "@opentelemetry/api";
import type { ReadableSpan, SpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { JsonLines } from "./jsonLines.js";

/** Writes every span as a line of JSON when it ends, to be read on a machine without a tracing service. */
export function lineProcessor(lines: JsonLines): SpanProcessor {
  return {
    onStart: () => undefined,
    onEnd: (span) => {
      lines(spanLine(span));
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}

function spanLine(span: ReadableSpan): Readonly<Record<string, unknown>> {
  const { traceId, spanId } = span.spanContext();
  return {
    timestamp: isoTime(span.endTime),
    span: span.name,
    started: isoTime(span.startTime),
    duration_ms: toMs(span.duration),
    is_error: span.status.code === SpanStatusCode.ERROR,
    otel_trace_id: traceId,
    otel_span_id: spanId,
    otel_parent_span_id: span.parentSpanContext?.spanId,
    ...span.resource.attributes,
    ...span.attributes,
  };
}

const toMs = ([seconds, nanos]: readonly [number, number]): number => seconds * 1_000 + Math.round(nanos / 1e6);

const isoTime = (time: readonly [number, number]): string => new Date(toMs(time)).toISOString();
