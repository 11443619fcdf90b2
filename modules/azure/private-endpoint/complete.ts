import { completeKind } from "../testing/completeKind.js";
import { privateEndpointArgs } from "../testing/networkExamples.js";
import { PrivateEndpoint } from "./privateEndpoint.js";
import { PrivateEndpointArgs } from "./privateEndpointArgs.js";

/** For the tests that hold for all modules: everything that this one can declare. What people copy is `example.ts`. */
export const complete = [completeKind(PrivateEndpoint, PrivateEndpointArgs, "endpoint", privateEndpointArgs)];
