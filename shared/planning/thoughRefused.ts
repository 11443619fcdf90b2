import type { AcceptedRequest, Correction } from "../contracts/request.js";
import { lookup } from "../lookup.js";

/** What is planned of a kind without being asked for, on record; as a warning at that word where the plan says no to it. */
export function thoughRefused(correction: Correction, kind: string, refused: AcceptedRequest["refused"]): Correction {
  const refusal = lookup(refused ?? {}, kind);
  if (!refusal) return correction;
  const { pointer, document } = refusal;
  return {
    ...correction,
    valueBefore: false,
    reason: `${correction.reason}, though the plan wants nothing of it`,
    severity: "warning",
    pointer,
    ...(document !== undefined && { document }),
  };
}
