import type { Digest } from "../contracts/identity.js";
import type { RenderedStack, ResolvedPlan } from "../contracts/plan.js";
import { selectTemplates } from "../planning/selectTemplates.js";
import { modulesFolder } from "./modulesPackage.js";
import { originLines } from "./originLines.js";
import { provenanceComments } from "./provenanceComments.js";
import { renderCompilerOptions, renderLock, renderPackage, type RenderVersions } from "./renderPackage.js";
import { renderProgram } from "./renderProgram.js";
import { renderReadme } from "./renderReadme.js";
import { renderProject, renderStackSettings } from "./renderSettings.js";
import { stackOutputs } from "./stackOutputs.js";

/**
 * A plan as a Pulumi project, with the package of modules it needs. Pure: the same plan and versions give the same
 * bytes on any machine. The settings file carries the Pulumi stack's name, because that is where Pulumi reads it.
 * The stack's digest covers the modules and npm's lock through Pulumi.lock.yaml, so that they are not hashed anew for
 * every stack.
 * Source: specification section 7, `PulumiRendererSkill`.
 */
export function renderStack(plan: ResolvedPlan, versions: RenderVersions, digest: Digest): RenderedStack {
  const modules = selectTemplates(plan.resources);
  const origin = originLines(plan);
  const outputs = stackOutputs(plan);
  const comments = provenanceComments(plan);
  const own = Object.entries({
    [`Pulumi.${plan.identity.stack}.yaml`]: renderStackSettings(plan, origin),
    "Pulumi.lock.yaml": renderLock(plan, versions, modules, origin),
    "Pulumi.yaml": renderProject(plan, origin),
    "README.md": renderReadme(plan, versions.modulesPackage, outputs, comments),
    "index.ts": renderProgram(plan, modules, origin, outputs, comments),
    "package.json": renderPackage(plan, versions),
    "tsconfig.json": renderCompilerOptions(),
  }).sort(byName);
  const { files, packageLock } = versions.modulesPackage;
  const travelling = Object.entries(files).map(([name, text]): [string, string] => [`${modulesFolder}/${name}`, text]);
  return {
    version: 1,
    identity: plan.identity,
    files: Object.fromEntries([...own, ["package-lock.json", packageLock.text] as const, ...travelling].sort(byName)),
    digest: digest(own.map(([name, text]) => `${digest(text)}  ${name}\n`).join("")),
  };
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}
