import type { AcceptedRequest, Correction } from "../contracts/request.js";

/**
 * The region that a run of this request may fall back to: the one that the request itself names. One that intake or
 * planning derived is advice, because it allows nothing that nobody asked for.
 * Source: specification sections 9 (retry only on an explicit fallback instruction), 10 and 17 (explicitly allowed).
 */
export function allowedFallback({ request, corrections }: AcceptedRequest): string | undefined {
  const isDerived = corrections.some(({ action }) => action === "DefaultedFallbackRegion");
  return isDerived || request.fallbackRegion === request.region ? undefined : request.fallbackRegion;
}

/**
 * A request as it is planned when its run goes on in another region, with what that changes of it on record. The region
 * that is unavailable stands in for nothing: where the secondary one takes the stack over, there is none any more.
 */
export function inFallbackRegion(
  { request, corrections, ...rest }: AcceptedRequest,
  region: string,
  { reason, retryAttempt }: { readonly reason: string; readonly retryAttempt: number },
): AcceptedRequest {
  const { secondary, zones } = request.regions;
  const isTaken = secondary === region;
  const moved: Correction = {
    action: "RetriedInFallbackRegion",
    field: "region",
    valueBefore: request.region,
    valueApplied: region,
    reason,
    severity: "warning",
    retryAttempt,
  };
  const alone: Correction = {
    action: "DroppedSecondaryRegion",
    field: "secondary_region",
    valueBefore: region,
    valueApplied: null,
    reason: `the stack itself goes there, and ${request.region} is unavailable`,
    severity: "warning",
    retryAttempt,
  };
  return {
    ...rest,
    request: {
      ...request,
      region,
      regions: { primary: region, ...(secondary !== undefined && !isTaken && { secondary }), zones },
    },
    corrections: [...corrections, moved, ...(isTaken ? [alone] : [])],
  };
}
