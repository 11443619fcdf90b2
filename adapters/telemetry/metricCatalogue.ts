/** How a metric is kept, and what it says of itself. */
export type MetricDefinition =
  | { readonly kind: "counter"; readonly description: string }
  | { readonly kind: "distribution"; readonly description: string; readonly boundaries: readonly number[] };

/** The metrics of a run. Source: specification section 15 (metrics). */
export const metricCatalogue: Readonly<Record<string, MetricDefinition>> = {
  provision_duration_ms: {
    kind: "distribution",
    description: "Time from submission to the end of a run, in milliseconds",
    boundaries: [1_000, 5_000, 15_000, 30_000, 60_000, 120_000, 300_000, 900_000, 3_600_000, 86_400_000],
  },
  provision_retry_count: {
    kind: "distribution",
    description: "Retries per run",
    boundaries: [0, 1, 2, 3, 5, 10],
  },
  provision_runs_total: { kind: "counter", description: "Runs that ended, by result" },
  resources_provisioned_total: { kind: "counter", description: "Resources successfully deployed" },
};

/** A gauge of successes among the latest counts of a counter, for each combination of its other labels. */
export const successRate = {
  name: "provision_success_rate",
  description: "Percentage of the last 100 runs that succeeded",
  counter: "provision_runs_total",
  label: "result",
  success: "success",
  window: 100,
} as const;
