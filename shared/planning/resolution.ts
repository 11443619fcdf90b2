import type { Correction } from "../contracts/request.js";
import type { PlanFault } from "./planFault.js";
import type { Why } from "./why.js";

/**
 * What one planning step concluded: its value, what it assumed or changed, and what stands in the way.
 * A step with faults still has a value good enough for the next steps, so that a request gets all its faults at once.
 */
export interface Resolution<T> {
  readonly value: T;
  readonly corrections: readonly Correction[];
  readonly faults: readonly PlanFault[];
  /** Who set the value, or each part of it. */
  readonly why: Why;
}

export function resolved<T>(
  value: T,
  corrections: readonly Correction[] = [],
  faults: readonly PlanFault[] = [],
  why: Why = {},
): Resolution<T> {
  return { value, corrections, faults, why };
}

/** Joins resolutions into one of all their values, in order; each value brings its own reasons. */
export function all<T>(resolutions: readonly Resolution<T>[]): Resolution<T[]> {
  return resolved(
    resolutions.map(({ value }) => value),
    resolutions.flatMap(({ corrections }) => corrections),
    resolutions.flatMap(({ faults }) => faults),
  );
}
