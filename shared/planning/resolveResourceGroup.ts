import type { Digest } from "../contracts/identity.js";
import type { NamingKnowledge } from "../contracts/knowledge.js";
import { nameProblems } from "../naming/nameProblems.js";
import type { NameParts } from "../naming/nameParts.js";
import { resourceName } from "../naming/resourceName.js";
import type { Inputs } from "./inputs.js";
import type { PlanFault } from "./planFault.js";
import { resolved, type Resolution } from "./resolution.js";

/** The stack's resource group: the one the request names, or one named by the convention. */
export function resolveResourceGroup(
  requested: string | undefined,
  parts: NameParts,
  naming: NamingKnowledge,
  digest: Digest,
  inputs: Inputs,
): Resolution<string> {
  const derived = resourceName("resource-group", parts, naming, digest);
  if (requested === undefined) {
    const correction = {
      action: "DefaultedResourceGroup",
      field: "resource_group",
      valueApplied: derived.value,
      reason: `named by the convention ${naming.format}`,
    };
    return resolved(derived.value, [...derived.corrections, correction], derived.faults, derived.why);
  }
  const faults = nameProblems(requested, "resource-group", naming).map((problem): PlanFault => ({
    at: "/resourceGroup",
    rule: "forbidden-name",
    detail: `The resource group ${JSON.stringify(requested)} ${problem}.`,
    remedy: `Choose a name such as ${derived.value}, or leave it out.`,
  }));
  return resolved(faults.length > 0 ? derived.value : requested, [], faults, {
    "": inputs("/resourceGroup", "resource_group"),
  });
}
