import { ResourceClass } from "../contracts/kinds.js";
import type { Knowledge } from "../contracts/knowledge.js";
import type { PlannedResource, ResolvedPlan } from "../contracts/plan.js";
import { lookup } from "../lookup.js";
import { byDefault, type Why } from "../planning/why.js";

/**
 * The classes of resources by logical name, and who set them: the entry of a described kind, the tagging policy of the
 * others. Source: specification section 5.4.
 */
export function resourceClasses(
  resources: readonly PlannedResource[],
  knowledge: Knowledge,
): { readonly value: ResolvedPlan["classes"]; readonly why: Why } {
  const classed = resources.flatMap((resource) => {
    const classes = classesOf(resource, knowledge);
    return classes.length > 0 ? [{ resource, classes }] : [];
  });
  return {
    value: Object.fromEntries(classed.map(({ resource: { logicalName }, classes }) => [logicalName, classes])),
    why: Object.fromEntries(
      classed.map(({ resource }) => [
        resource.logicalName,
        byDefault(resource.kind === "described" ? `kinds/${resource.of}.yaml` : "tagging.yaml", "classes"),
      ]),
    ),
  };
}

function classesOf(resource: PlannedResource, { kinds, tagging }: Knowledge): ResourceClass[] {
  if (resource.kind === "described") return lookup(kinds, resource.of)?.classes ?? [];
  return ResourceClass.options.filter((each) => tagging.classes[each].includes(resource.kind));
}
