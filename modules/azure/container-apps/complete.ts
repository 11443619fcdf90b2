import { completeKind } from "../testing/completeKind.js";
import { containerAppsEnvironmentArgs } from "../testing/dataExamples.js";
import { workspaceId } from "../testing/examples.js";
import { ContainerAppsEnvironment } from "./containerAppsEnvironment.js";
import { ContainerAppsEnvironmentArgs } from "./containerAppsEnvironmentArgs.js";

/** Everything that the module can declare. */
export const complete = [
  completeKind(ContainerAppsEnvironment, ContainerAppsEnvironmentArgs, "apps", {
    ...containerAppsEnvironmentArgs,
    workspaceId,
  }),
];
