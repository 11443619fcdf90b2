import type { Fault } from "../contracts/problem.js";
import type { Correction } from "../contracts/request.js";

/**
 * What one planning step concluded: its value, what it assumed or changed, and what stands in the way.
 * A step with faults still has a value good enough for the next steps, so that a request gets all its faults at once.
 */
export interface Resolution<T> {
  readonly value: T;
  readonly corrections: readonly Correction[];
  readonly faults: readonly Fault[];
}

export function resolved<T>(
  value: T,
  corrections: readonly Correction[] = [],
  faults: readonly Fault[] = [],
): Resolution<T> {
  return { value, corrections, faults };
}

/** Joins resolutions into one of all their values, in order. */
export function all<T>(resolutions: readonly Resolution<T>[]): Resolution<T[]> {
  return {
    value: resolutions.map(({ value }) => value),
    corrections: resolutions.flatMap(({ corrections }) => corrections),
    faults: resolutions.flatMap(({ faults }) => faults),
  };
}
