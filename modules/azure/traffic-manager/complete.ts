import { completeKind } from "../testing/completeKind.js";
import { workspaceId } from "../testing/examples.js";
import { trafficManagerArgs } from "../testing/networkExamples.js";
import { TrafficManager } from "./trafficManager.js";
import { TrafficManagerArgs } from "./trafficManagerArgs.js";

/** Everything that the module can declare. */
export const complete = [
  completeKind(TrafficManager, TrafficManagerArgs, "traffic", { ...trafficManagerArgs, workspaceId }),
];
