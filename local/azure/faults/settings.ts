import { z } from "zod";

const latency = z.int().min(0).max(3_600_000);

/** How long calls take, in milliseconds. */
export const Settings = z.strictObject({
  /** For a simple resource; each kind multiplies it by its own slowness (a cluster by 20). `SIMULATED_AZURE_LATENCY_MS` wins over it. */
  latencyMs: latency.default(0),
  /** Exact latencies by token, such as `azure-native:containerservice:ManagedCluster`. */
  latencyMsByType: z.record(z.string(), latency).default({}),
});
export type Settings = z.infer<typeof Settings>;
