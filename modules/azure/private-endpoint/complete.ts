import { completeKind } from "../testing/completeKind.js";
import { privateEndpointArgs } from "../testing/networkExamples.js";
import { PrivateEndpoint } from "./privateEndpoint.js";
import { PrivateEndpointArgs } from "./privateEndpointArgs.js";

/** Everything that the module can declare. */
export const complete = [completeKind(PrivateEndpoint, PrivateEndpointArgs, "endpoint", privateEndpointArgs)];
