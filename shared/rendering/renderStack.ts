import type { Digest } from "../contracts/identity.js";
import type { RenderedStack, ResolvedPlan } from "../contracts/plan.js";
import { selectTemplates } from "../planning/selectTemplates.js";
import { renderCompilerOptions, renderLock, renderPackage, type RenderVersions } from "./renderPackage.js";
import { renderProgram } from "./renderProgram.js";
import { renderReadme } from "./renderReadme.js";
import { renderProject, renderStackSettings } from "./renderSettings.js";

/**
 * A plan as a Pulumi project. Pure: the same plan and versions give the same bytes on any machine.
 * The settings file carries the Pulumi stack's name, because that is where Pulumi reads it.
 * @throws Error when the plan holds a kind without a module: a plan of this repository never does.
 */
export function renderStack(plan: ResolvedPlan, versions: RenderVersions, digest: Digest): RenderedStack {
  const modules = selectTemplates(plan.resources);
  if (!modules.ok) throw new Error(modules.faults.map(({ detail }) => detail).join(" "));
  const files: Record<string, string> = {
    [`Pulumi.${plan.identity.stack}.yaml`]: renderStackSettings(plan),
    "Pulumi.lock.yaml": renderLock(plan, versions, modules.value),
    "Pulumi.yaml": renderProject(plan),
    "README.md": renderReadme(plan),
    "index.ts": renderProgram(plan, modules.value),
    "package.json": renderPackage(plan, versions),
    "tsconfig.json": renderCompilerOptions(),
  };
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    version: 1,
    identity: plan.identity,
    files: Object.fromEntries(sorted),
    digest: digest(JSON.stringify(sorted)),
  };
}
