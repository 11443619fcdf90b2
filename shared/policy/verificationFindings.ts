import type { AppliedRecord } from "../contracts/evidence.js";
import type { ResolvedPlan } from "../contracts/plan.js";
import { cloudResources } from "../records/provisionedResources.js";

/** Tags without which nobody can tell later why a resource exists. Source: specification section 5.6. */
const requiredTags = ["trace_id", "blueprint_id", "environment", "provisioned_by"] as const;

/**
 * What is wrong with the resources an apply left behind: each planned one exists under its planned name, and each one
 * that carries tags carries the plan's, and there are as many as the preview foresaw. Only parts of a planned resource,
 * such as a container or a record, may have no tags.
 */
export function verificationFindings(
  plan: ResolvedPlan,
  applied: AppliedRecord,
  expected?: { readonly resourceCount: number },
): string[] {
  const resources = cloudResources(applied);
  const planned = new Set(plan.resources.map(({ name }) => name.toLowerCase()));
  const missing = plan.resources
    .filter(({ name }) => !resources.some(({ id }) => lastSegment(id) === name.toLowerCase()))
    .map(({ kind, name }) => `the ${kind} ${name} is planned but was not found after the apply`);
  const untagged = resources.flatMap(({ name, id, inputs }) =>
    tagFindings(name, inputs["tags"], plan, planned.has(lastSegment(id) ?? "")),
  );
  const unnamed = resources.filter(({ id }) => !id).map(({ name }) => `${name} has no id in the cloud`);
  const miscounted =
    expected === undefined || expected.resourceCount === resources.length
      ? []
      : [`the preview foresaw ${expected.resourceCount} resources, the apply left ${resources.length}`];
  return [...missing, ...untagged, ...unnamed, ...miscounted];
}

function tagFindings(name: string, tags: unknown, plan: ResolvedPlan, isPlanned: boolean): string[] {
  if (tags === undefined || tags === null || typeof tags !== "object")
    return isPlanned ? [`${name} carries no tags`] : [];
  const found = tags as Record<string, unknown>;
  return requiredTags
    .filter((key) => found[key] !== plan.tags[key])
    .map((key) => `${name} carries the tag ${key}=${String(found[key])} instead of ${String(plan.tags[key])}`);
}

/** ARM compares names without case. */
function lastSegment(id: string | undefined): string | undefined {
  return id?.split("/").at(-1)?.toLowerCase();
}
