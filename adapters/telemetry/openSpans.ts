import { createHash } from "node:crypto";
import type { SpanExporter, SpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { Telemetry } from "../../shared/ports/telemetry.js";
import { lineage } from "../../shared/telemetry/lineage.js";
import { resourceAttributes } from "./resource.js";
import type { JsonLines } from "./jsonLines.js";

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

/** Loads OpenTelemetry's tracing, which writes lines of JSON, sends OTLP over HTTP, or both. */
export async function openSpans(lines: JsonLines | undefined, otlpEndpoint: string | undefined): Promise<Spans> {
  const [api, trace, { resourceFromAttributes }] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace-base"),
    import("@opentelemetry/resources"),
  ]);
  const spanProcessors: SpanProcessor[] = [];
  if (lines !== undefined) spanProcessors.push((await import("./lineProcessor.js")).lineProcessor(lines));
  if (otlpEndpoint !== undefined) {
    const exporter = await otlpExporter(otlpEndpoint);
    spanProcessors.push(new trace.BatchSpanProcessor(exporter, { scheduledDelayMillis: sendAfterMs }));
  }
  const resource = resourceFromAttributes(resourceAttributes);
  const provider = new trace.BasicTracerProvider({ resource, spanProcessors });
  const tracer = provider.getTracer("cloud-provisioner");

  return {
    record({ name, traceId, startMs, endMs, isError = false, attributes }) {
      const parent = { ...lineage(traceId, sha256), traceFlags: api.TraceFlags.SAMPLED, isRemote: true };
      const context = api.trace.setSpanContext(api.ROOT_CONTEXT, parent);
      const span = tracer.startSpan(name, { startTime: startMs, attributes }, context);
      span.setStatus({ code: isError ? api.SpanStatusCode.ERROR : api.SpanStatusCode.OK });
      span.end(endMs);
    },
    flush: () => provider.forceFlush(),
  };
}

/** Source: https://opentelemetry.io/docs/specs/otlp/#otlphttp-request (the path of traces below the endpoint). */
async function otlpExporter(endpoint: string): Promise<SpanExporter> {
  const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-http");
  return new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, "")}/v1/traces`, timeoutMillis: giveUpAfterMs });
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
