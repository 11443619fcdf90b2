import type { Digest } from "../../shared/contracts/identity.js";
import type { RenderedStack, ResolvedPlan } from "../../shared/contracts/plan.js";
import type { RenderVersions } from "../../shared/rendering/renderPackage.js";
import { renderStack } from "../../shared/rendering/renderStack.js";

/** All files of a stack with their digest, from the plan that holds every decision. */
export function render(plan: ResolvedPlan, versions: RenderVersions, digest: Digest): RenderedStack {
  return renderStack(plan, versions, digest);
}

/** Writing the same plan down. */
export function stringify(plan: ResolvedPlan): string {
  return JSON.stringify(plan);
}
