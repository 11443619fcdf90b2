import { completeKind } from "../testing/completeKind.js";
import { containerRegistryArgs } from "../testing/dataExamples.js";
import { workspaceId } from "../testing/examples.js";
import { privateConnection } from "../testing/networkExamples.js";
import { ContainerRegistry } from "./containerRegistry.js";
import { ContainerRegistryArgs } from "./containerRegistryArgs.js";

/** For the tests that hold for all modules: everything that this one can declare. What people copy is `example.ts`. */
export const complete = [
  completeKind(ContainerRegistry, ContainerRegistryArgs, "images", {
    ...containerRegistryArgs,
    sku: "Premium",
    replicas: ["northeurope", "uksouth"].map((location) => ({ location, zoneRedundant: false })),
    privateEndpoint: privateConnection,
    workspaceId,
  }),
];
