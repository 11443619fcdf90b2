import { createHash } from "node:crypto";
import { loadKnowledge } from "../adapters/knowledge/loadKnowledge.js";
import type { ResolvedPlan } from "../shared/contracts/plan.js";
import type { PlanEntry } from "../shared/contracts/request.js";
import { resolvePlan } from "../shared/planning/resolvePlan.js";
import { authRequest, versionsFor } from "../test/kit/requests.js";
import { bundled } from "./kit/bundled.js";
import { bySize } from "./kit/bySize.js";
import type { Measured, Measurement } from "./kit/measurement.js";
import { repository, withScratch } from "./kit/scratch.js";
import type * as sides from "./rendering/sides.js";

type Knowledge = Awaited<ReturnType<typeof loadKnowledge>>;

/** Rendering of plans of growing size, beside writing the same plan down as JSON. */
export const rendering: Measurement = {
  name: "rendering",
  about:
    "renderStack of plans of 1 to 2,000 components, all files with their digest, against JSON.stringify of the same plan",
  run: (report) =>
    withScratch(async (folder) => {
      const { render, stringify } = await bundled<typeof sides>("bench/rendering/sides.ts", folder);
      const knowledge = await loadKnowledge(`${repository}knowledge`);
      const versions = versionsFor(knowledge); // the size of the modules does not matter: their texts are never read
      const measured: Measured[] = [];
      for (const [of, entryOf] of series) {
        const sidesOf = (size: number) => {
          const plan = planOf(
            Array.from({ length: size }, (_, index) => entryOf(index)),
            knowledge,
          );
          return { ours: () => render(plan, versions, digest), peer: () => stringify(plan) };
        };
        measured.push(await bySize(sidesOf, { of, atMost: 3, report }));
      }
      return {
        findings: measured.flatMap(({ findings }) => findings),
        notes: [...measured.flatMap(({ notes = [] }) => notes), "both sides bundled as the application is"],
      };
    }),
};

/** What plans are made of: the smallest component, and those that a plan may have any number of in turn. */
const series: readonly (readonly [string, (index: number) => PlanEntry])[] = [
  ["storage accounts", () => ({ kind: "storage" })],
  ["clusters, accounts and names", (index) => mixed[index % mixed.length]?.(index) ?? { kind: "storage" }],
];

const mixed: readonly ((index: number) => PlanEntry)[] = [
  () => ({ kind: "aks", nodeCount: 3 }),
  () => ({ kind: "storage", tier: "standard", containers: ["logs", "data"] }),
  (index) => ({ kind: "dns", fqdn: `service-${index}.europe.connectsoft.io` }),
];

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A plan as the planner makes it: names, tags, and who set every value. */
function planOf(infraPlan: readonly PlanEntry[], knowledge: Knowledge): ResolvedPlan {
  const planned = resolvePlan(authRequest({ infraPlan: [...infraPlan], secrets: [] }), knowledge, digest);
  if (!planned.ok) throw new Error(JSON.stringify(planned.faults.slice(0, 3)));
  return planned.value;
}
