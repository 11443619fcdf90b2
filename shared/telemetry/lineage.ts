import type { Digest } from "../contracts/identity.js";

/**
 * A lineage as a W3C trace: our trace id is a business id of any form, so both ids are cut from its digest. All spans
 * of a lineage, whoever makes them and whenever, join below the same parent.
 * Source: https://www.w3.org/TR/trace-context/#traceparent-header-field-values
 */
export function lineage(traceId: string, digest: Digest): { readonly traceId: string; readonly spanId: string } {
  const hex = digest(traceId);
  return { traceId: hex.slice(0, 32), spanId: hex.slice(32, 48) };
}

/** The `traceparent` of a lineage, for events and for the engine. */
export function traceparentOf(traceId: string, digest: Digest): string {
  const ids = lineage(traceId, digest);
  return `00-${ids.traceId}-${ids.spanId}-01`;
}
