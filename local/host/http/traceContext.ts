import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { TraceContext } from "../worker/programmingModel.js";

/** The caller's trace context, or the start of a new trace, as the Functions host makes one. Source: W3C Trace Context. */
export function traceContextOf(headers: IncomingHttpHeaders): TraceContext {
  const { traceparent, tracestate } = headers;
  if (typeof traceparent !== "string" || !/^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(traceparent)) {
    return { traceParent: `00-${randomBytes(16).toString("hex")}-${randomBytes(8).toString("hex")}-00` };
  }
  return { traceParent: traceparent, ...(typeof tracestate === "string" ? { traceState: tracestate } : {}) };
}
