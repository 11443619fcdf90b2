import { loadKnowledge } from "../adapters/knowledge/loadKnowledge.js";
import type * as sides from "./intake/sides.js";
import { bundled } from "./kit/bundled.js";
import { bySize } from "./kit/bySize.js";
import type { Measurement } from "./kit/measurement.js";
import { repository, withScratch } from "./kit/scratch.js";

/** Validation of requests of growing size, beside what no validation can do without. */
export const intake: Measurement = {
  name: "validate",
  about: "validation of JSON with 1 to 2,000 plan entries, against JSON.parse and zod's parse of the same text",
  run: (report) =>
    withScratch(async (folder) => {
      const { validate, accept, parse } = await bundled<typeof sides>("bench/intake/sides.ts", folder);
      const knowledge = await loadKnowledge(`${repository}knowledge`);
      const context = { kinds: knowledge.kinds, regions: Object.keys(knowledge.regions.regions), caller: "bench" };
      const sidesOf = (ours: typeof validate) => (size: number) => {
        const text = JSON.stringify(requestOf(size), null, 2);
        return { ours: () => ours(text, context), peer: () => parse(text, context) };
      };
      const alone = await bySize(sidesOf(validate), { of: "entries", atMost: 2, report });
      const traced = await bySize(sidesOf(accept), { of: "entries, and where each value stands", report });
      const about = "entries of infra_plan, of five kinds; both sides bundled as the application is";
      return {
        findings: [...alone.findings, ...traced.findings],
        notes: [...(alone.notes ?? []), ...(traced.notes ?? []), about],
      };
    }),
};

function requestOf(size: number): unknown {
  // A stack has one vault and one place where it is watched.
  const first = [
    { type: "aks", size: "small", node_count: 3, k8s_version: "1.30" },
    { type: "keyvault", policy: "rbac" },
    { type: "monitoring", retention_days: 90 },
  ];
  const later = (index: number) => [
    { type: "aks", size: "small", node_count: 3, k8s_version: "1.30" },
    { type: "storage", tier: "standard", containers: ["logs", `data-${index}`] },
    { type: "dns", fqdn: `service-${index}.europe.connectsoft.io` },
  ];
  return {
    trace_id: "trace-bench-1",
    execution_id: "exec-bench-1",
    blueprint_id: "blueprint-bench",
    component: "BenchService",
    agent_origin: "bench",
    environment: "staging",
    region: "westeurope",
    auto_proceed: true,
    infra_plan: Array.from({ length: size }, (_, index) => first[index] ?? later(index)[index % 3]),
    replication: { storage: "geo-redundant" },
    secrets: [{ name: "APP_SECRET", vault_ref: "bench-app-secret", mount_strategy: "env" }],
    tags: { env: "staging", edition: "EU" },
  };
}
