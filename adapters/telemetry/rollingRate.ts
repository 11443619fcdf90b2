import type { Attributes } from "../../shared/ports/telemetry.js";

/** Successes among the latest results, for each set of attributes. */
export interface RollingRate {
  add(isSuccess: boolean, attributes: Attributes): void;
  /** Percentages from 0 to 100. */
  rates(): readonly { readonly attributes: Attributes; readonly percentage: number }[];
}

/** A rate over the last `window` results. It begins anew with the process. */
export function rollingRate(window: number): RollingRate {
  const series = new Map<string, { readonly attributes: Attributes; readonly results: readonly boolean[] }>();
  return {
    add(isSuccess, attributes) {
      const key = JSON.stringify(Object.entries(attributes).sort());
      const results = [...(series.get(key)?.results ?? []), isSuccess].slice(-window);
      series.set(key, { attributes, results });
    },
    rates: () =>
      [...series.values()].map(({ attributes, results }) => ({
        attributes,
        percentage: (100 * results.filter(Boolean).length) / results.length,
      })),
  };
}
