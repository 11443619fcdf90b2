import { completeKind } from "../testing/completeKind.js";
import { tags } from "../testing/examples.js";
import { ResourceGroup, ResourceGroupArgs } from "./resourceGroup.js";

/** Everything that the module can declare. */
export const complete = [
  completeKind(ResourceGroup, ResourceGroupArgs, "group", {
    resourceGroupName: "rg-auth",
    location: "westeurope",
    tags,
  }),
];
