import type { PlannedResource, ResolvedPlan } from "../contracts/plan.js";
import { moduleOf } from "../planning/selectTemplates.js";

/**
 * The planned resource that a resource of the cloud is a part of. A module's parts stand below its component, and their
 * names begin with its name. Source: https://www.pulumi.com/docs/iac/concepts/resources/names/#urns
 */
export function plannedOwner(urn: string, { resources }: Pick<ResolvedPlan, "resources">): PlannedResource | undefined {
  const [, , types = "", ...rest] = urn.split("::");
  const component = types.split("$")[0]?.split(":").at(-1);
  const name = rest.join("::");
  return resources
    .filter((each) => moduleOf(each) === component && `${name}-`.startsWith(`${each.logicalName}-`))
    .sort((a, b) => b.logicalName.length - a.logicalName.length)[0];
}
