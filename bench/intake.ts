import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { loadKnowledge } from "../adapters/knowledge/loadKnowledge.js";
import type { IntakeContext } from "../shared/intake/intakeContext.js";
import type * as sides from "./intake/sides.js";
import { growthOf } from "./kit/growth.js";
import { inPairs } from "./kit/inPairs.js";
import type { Finding, Measurement } from "./kit/measurement.js";
import { repository, withScratch } from "./kit/scratch.js";

const sizes = [1, 20, 200, 2000] as const;
const rounds = 25;

/** Validation of requests of growing size, beside what no validation can do without. */
export const intake: Measurement = {
  name: "validate",
  about: "acceptRequest of JSON with 1 to 2,000 plan entries, against JSON.parse and zod's parse of the same text",
  run: (report) =>
    withScratch(async (folder) => {
      const { validate, parse } = await bundled(folder);
      const knowledge = await loadKnowledge(`${repository}knowledge`);
      const context = { kinds: knowledge.kinds, regions: Object.keys(knowledge.regions.regions), caller: "bench" };
      const findings: Finding[] = [];
      const medians: { size: number; ms: number }[] = [];
      for (const size of sizes) {
        report(`${size} components`);
        const text = JSON.stringify(requestOf(size), null, 2);
        const each = (work: (text: string, context: IntakeContext) => unknown): Promise<number> =>
          Promise.resolve(timed(Math.ceil(4000 / size), () => work(text, context)));
        await each(validate); // warm
        await each(parse);
        const pairs = await inPairs(
          rounds,
          () => each(validate),
          () => each(parse),
        );
        medians.push({ size, ms: pairs.ours.median });
        findings.push({
          what: `${size} component${size === 1 ? "" : "s"}`,
          unit: "ms",
          ...pairs,
          target: { of: "ratio", is: "at most", value: 2 },
        });
      }
      const exponent = growthOf(medians.slice(1));
      return {
        findings,
        notes: [
          `growth from 20 to 2,000: n^${exponent.toFixed(2)} (target: at most n^1.05)`,
          "components are entries of infra_plan, of the five kinds in turn; both sides bundled as the application is",
        ],
      };
    }),
};

/** The code as it is shipped: tsx marks every function with its name, which costs more than what is measured here. */
async function bundled(folder: string): Promise<typeof sides> {
  const outfile = join(folder, "sides.mjs");
  await build({
    entryPoints: [join(repository, "bench/intake/sides.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    minifySyntax: true,
    alias: { yaml: join(repository, "node_modules/yaml/browser/index.js") },
    logLevel: "warning",
  });
  return (await import(pathToFileURL(outfile).href)) as typeof sides;
}

/** Milliseconds of one repetition. */
function timed(repeats: number, work: () => unknown): number {
  const startedAt = performance.now();
  for (let count = 0; count < repeats; count++) work();
  return (performance.now() - startedAt) / repeats;
}

function requestOf(size: number): unknown {
  const entries = (index: number) => [
    { type: "aks", size: "small", node_count: 3, k8s_version: "1.30" },
    { type: "keyvault", policy: "rbac" },
    { type: "storage", tier: "standard", containers: ["logs", `data-${index}`] },
    { type: "dns", fqdn: `service-${index}.europe.connectsoft.io` },
    { type: "monitoring", retention_days: 90 },
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
    infra_plan: Array.from({ length: size }, (_, index) => entries(index)[index % 5]),
    replication: { storage: "geo-redundant" },
    secrets: [{ name: "APP_SECRET", vault_ref: "bench-app-secret", mount_strategy: "env" }],
    tags: { env: "staging", edition: "EU" },
  };
}
