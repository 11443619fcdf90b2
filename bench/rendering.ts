import { createHash } from "node:crypto";
import { loadKnowledge } from "../adapters/knowledge/loadKnowledge.js";
import type { ResolvedPlan } from "../shared/contracts/plan.js";
import { resolvePlan } from "../shared/planning/resolvePlan.js";
import { renderStack } from "../shared/rendering/renderStack.js";
import { authRequest, versionsFor } from "../test/kit/requests.js";
import { growthOf } from "./kit/growth.js";
import { inPairs } from "./kit/inPairs.js";
import type { Finding, Measurement } from "./kit/measurement.js";
import { repository } from "./kit/scratch.js";

const sizes = [1, 20, 200, 2000] as const;
const rounds = 25;

/** Rendering of plans of growing size, beside writing the same plan down as JSON. */
export const rendering: Measurement = {
  name: "rendering",
  about: "renderStack of plans with 1 to 2,000 storage accounts, against JSON.stringify of the same plan",
  async run(report) {
    const knowledge = await loadKnowledge(`${repository}knowledge`);
    const versions = versionsFor(knowledge); // the size of the modules does not matter: their texts are never read
    const findings: Finding[] = [];
    const medians: { size: number; ms: number }[] = [];
    for (const size of sizes) {
      report(`${size} components`);
      const plan = planOf(size, knowledge);
      const repeats = Math.ceil(2000 / size); // small ones are measured many at a time
      const each = (work: () => unknown): Promise<number> => Promise.resolve(timed(repeats, work));
      await each(() => renderStack(plan, versions, digest)); // warm
      await each(() => JSON.stringify(plan));
      const pairs = await inPairs(
        rounds,
        () => each(() => renderStack(plan, versions, digest)),
        () => each(() => JSON.stringify(plan)),
      );
      medians.push({ size, ms: pairs.ours.median });
      findings.push({
        what: `${size} component${size === 1 ? "" : "s"}`,
        unit: "ms",
        ...pairs,
        target: { of: "ratio", is: "at most", value: 3 },
      });
    }
    const exponent = growthOf(medians.slice(1));
    return { findings, notes: [`growth from 20 to 2,000: n^${exponent.toFixed(2)} (target: at most n^1.05)`] };
  },
};

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Milliseconds of one repetition. */
function timed(repeats: number, work: () => unknown): number {
  const startedAt = performance.now();
  for (let count = 0; count < repeats; count++) work();
  return (performance.now() - startedAt) / repeats;
}

/** A plan as the planner makes it for a request of so many storage accounts: names, tags, and who set every value. */
function planOf(size: number, knowledge: Awaited<ReturnType<typeof loadKnowledge>>): ResolvedPlan {
  const infraPlan = Array.from({ length: size }, () => ({ kind: "storage" as const }));
  const planned = resolvePlan(authRequest({ infraPlan, secrets: [] }), knowledge, digest);
  if (!planned.ok) throw new Error(JSON.stringify(planned.faults.slice(0, 3)));
  return planned.value;
}
