import { completeKind } from "../testing/completeKind.js";
import { workspaceId } from "../testing/examples.js";
import { trafficManagerArgs } from "../testing/networkExamples.js";
import { TrafficManager } from "./trafficManager.js";
import { TrafficManagerArgs } from "./trafficManagerArgs.js";

/** For the tests that hold for all modules: everything that this one can declare. What people copy is `example.ts`. */
export const complete = [
  completeKind(TrafficManager, TrafficManagerArgs, "traffic", { ...trafficManagerArgs, workspaceId }),
];
