import { completeKind } from "../testing/completeKind.js";
import { containerAppsEnvironmentArgs } from "../testing/dataExamples.js";
import { workspaceId } from "../testing/examples.js";
import { ContainerAppsEnvironment } from "./containerAppsEnvironment.js";
import { ContainerAppsEnvironmentArgs } from "./containerAppsEnvironmentArgs.js";

/** For the tests that hold for all modules: everything that this one can declare. What people copy is `example.ts`. */
export const complete = [
  completeKind(ContainerAppsEnvironment, ContainerAppsEnvironmentArgs, "apps", {
    ...containerAppsEnvironmentArgs,
    workspaceId,
  }),
];
