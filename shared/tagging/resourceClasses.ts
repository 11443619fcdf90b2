import type { KindKnowledge } from "../contracts/kinds.js";
import type { Knowledge } from "../contracts/knowledge.js";
import type { PlannedResource } from "../contracts/plan.js";
import { lookup } from "../planning/lookup.js";

type ResourceClass = KindKnowledge["classes"][number];

/** Whether a resource is of a class, by the tagging policy or by the entry of its kind. Source: specification section 5.4. */
export function isOfClass(of: ResourceClass, resource: PlannedResource, { kinds, tagging }: Knowledge): boolean {
  if (resource.kind === "described") return lookup(kinds, resource.of)?.classes.includes(of) ?? false;
  return tagging.classes[of].includes(resource.kind);
}
