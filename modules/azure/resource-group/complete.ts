import { completeKind } from "../testing/completeKind.js";
import { tags } from "../testing/examples.js";
import { ResourceGroup, ResourceGroupArgs } from "./resourceGroup.js";

/** For the tests that hold for all modules: everything that this one can declare. What people copy is `example.ts`. */
export const complete = [
  completeKind(ResourceGroup, ResourceGroupArgs, "group", {
    resourceGroupName: "rg-auth",
    location: "westeurope",
    tags,
  }),
];
