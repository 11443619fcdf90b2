import type { PlanContext } from "./planContext.js";
import type { Planned } from "./planned.js";
import { below, type Chain, type Why } from "./why.js";
import { logicalNameIn } from "./planContext.js";

/** The resource group that everything of one region lies in. */
export function planResourceGroup(context: PlanContext, name: Why, why: Chain): Planned {
  const { resourceGroup, name: region, why: chosen } = context.site;
  return {
    resource: {
      kind: "resource-group",
      logicalName: logicalNameIn(context, "resource-group"),
      name: resourceGroup,
      region,
      args: {},
    },
    why: { "": why, ...below("name", name), region: chosen },
  };
}
