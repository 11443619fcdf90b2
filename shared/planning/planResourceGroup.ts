import type { PlannedResource } from "../contracts/plan.js";
import type { PlanContext } from "./planContext.js";
import type { Planned } from "./planned.js";
import { below, byRule, type Why } from "./why.js";

/** The resource group that the rest of the stack lies in. */
export function planResourceGroup({ resourceGroup, identity, inputs }: PlanContext, name: Why): Planned {
  const resource: PlannedResource = {
    kind: "resource-group",
    logicalName: "resource-group",
    name: resourceGroup,
    args: { location: identity.region },
  };
  return {
    resource,
    why: {
      "": byRule("TopologyExpander", "a stack lies in a resource group of its own"),
      ...below("name", name),
      "args.location": inputs("/region", "region"),
    },
  };
}
