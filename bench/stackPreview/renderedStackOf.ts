import path from "node:path";
import { loadKnowledge } from "../../adapters/knowledge/loadKnowledge.js";
import { readModulesPackage } from "../../functions/readModulesPackage.js";
import type { Knowledge } from "../../shared/contracts/knowledge.js";
import type { RenderedStack } from "../../shared/contracts/plan.js";
import { acceptRequest } from "../../shared/intake/acceptRequest.js";
import { resolvePlan } from "../../shared/planning/resolvePlan.js";
import { renderStack } from "../../shared/rendering/renderStack.js";
import { sha256 } from "../../test/kit/requests.js";
import { repository } from "../kit/scratch.js";
import type { RenderVersions } from "../../shared/rendering/renderPackage.js";

/** The way of the application from a request's text to the files of its stack. */
export interface Way {
  rendered(text: string): RenderedStack;
}

/** The application's own parts, with what it reads when it starts: knowledge, and the modules as they are built. */
export async function wayToStack(): Promise<Way> {
  const knowledge = await loadKnowledge(path.join(repository, "knowledge"));
  const modulesPackage = await readModulesPackage(path.join(repository, "dist/modules/azure"), sha256);
  const versions = { ...knowledge.versions, modulesPackage };
  return { rendered: (text) => renderedFrom(text, knowledge, versions) };
}

/** The stack of a plan's entries, as a request lists them. */
export async function renderedStackOf(entries: readonly unknown[]): Promise<RenderedStack> {
  return (await wayToStack()).rendered(requestText(entries));
}

/** A request for entries, as JSON. */
export function requestText(entries: readonly unknown[]): string {
  return JSON.stringify({
    trace_id: "trace-bench-1",
    execution_id: "exec-bench-1",
    blueprint_id: "blueprint-bench",
    component: "BenchService",
    environment: "dev",
    region: "westeurope",
    infra_plan: entries,
  });
}

function renderedFrom(text: string, knowledge: Knowledge, versions: RenderVersions): RenderedStack {
  const context = { kinds: knowledge.kinds, regions: Object.keys(knowledge.regions.regions), caller: "bench" };
  const accepted = acceptRequest({ text, format: "json" }, context);
  if (!accepted.ok) throw new Error(JSON.stringify(accepted.faults[0]));
  const plan = resolvePlan(accepted.value, knowledge, sha256);
  if (!plan.ok) throw new Error(JSON.stringify(plan.faults[0]));
  return renderStack(plan.value, versions, sha256);
}
