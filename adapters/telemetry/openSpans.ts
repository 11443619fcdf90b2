import { createHash } from "node:crypto";
import { ROOT_CONTEXT, SpanStatusCode, TraceFlags, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor, type SpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { Telemetry } from "../../shared/ports/telemetry.js";
import { lineage } from "../../shared/telemetry/lineage.js";
import type { JsonLines } from "./jsonLines.js";
import { lineProcessor } from "./lineProcessor.js";
import { resourceAttributes } from "./resource.js";

type FinishedSpan = Parameters<Telemetry["span"]>[0];

/** Records spans that are already over. */
export interface Spans {
  record(span: FinishedSpan): void;
  /** Resolves when everything recorded was handed over. */
  flush(): Promise<void>;
}

/** How long spans wait for others before they are sent together. */
const sendAfterMs = 1_000;

/** How long a receiver is tried, repeats included; spans it did not take by then are dropped. */
const giveUpAfterMs = 3_000;

/** Spans of OpenTelemetry, as lines of JSON, as OTLP over HTTP, or both. Heavy: import it lazily. */
export function openSpans(lines: JsonLines | undefined, otlpEndpoint: string | undefined): Spans {
  const spanProcessors: SpanProcessor[] = [];
  if (lines !== undefined) spanProcessors.push(lineProcessor(lines));
  if (otlpEndpoint !== undefined) {
    const exporter = new OTLPTraceExporter({ url: tracesUrl(otlpEndpoint), timeoutMillis: giveUpAfterMs });
    spanProcessors.push(new BatchSpanProcessor(exporter, { scheduledDelayMillis: sendAfterMs }));
  }
  const resource = resourceFromAttributes(resourceAttributes);
  const provider = new BasicTracerProvider({ resource, spanProcessors });
  const tracer = provider.getTracer("cloud-provisioner");

  return {
    record({ name, traceId, startMs, endMs, isError = false, attributes }) {
      const parent = { ...lineage(traceId, sha256), traceFlags: TraceFlags.SAMPLED, isRemote: true };
      const context = trace.setSpanContext(ROOT_CONTEXT, parent);
      const span = tracer.startSpan(name, { startTime: startMs, attributes }, context);
      span.setStatus({ code: isError ? SpanStatusCode.ERROR : SpanStatusCode.OK });
      span.end(endMs);
    },
    flush: () => provider.forceFlush(),
  };
}

/** Source: https://opentelemetry.io/docs/specs/otlp/#otlphttp-request (the path of traces below the endpoint). */
const tracesUrl = (endpoint: string): string => `${endpoint.replace(/\/$/, "")}/v1/traces`;

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
