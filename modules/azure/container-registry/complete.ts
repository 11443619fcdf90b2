import { completeKind } from "../testing/completeKind.js";
import { containerRegistryArgs } from "../testing/dataExamples.js";
import { workspaceId } from "../testing/examples.js";
import { privateConnection } from "../testing/networkExamples.js";
import { ContainerRegistry } from "./containerRegistry.js";
import { ContainerRegistryArgs } from "./containerRegistryArgs.js";

/** Everything that the module can declare. */
export const complete = [
  completeKind(ContainerRegistry, ContainerRegistryArgs, "images", {
    ...containerRegistryArgs,
    sku: "Premium",
    replicas: ["northeurope", "uksouth"].map((location) => ({ location, zoneRedundant: false })),
    privateEndpoint: privateConnection,
    workspaceId,
  }),
];
