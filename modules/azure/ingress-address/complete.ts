import { completeKind } from "../testing/completeKind.js";
import { ingressAddressArgs } from "../testing/networkExamples.js";
import { IngressAddress } from "./ingressAddress.js";
import { IngressAddressArgs } from "./ingressAddressArgs.js";

/** For the tests that hold for all modules: everything that this one can declare. What people copy is `example.ts`. */
export const complete = [completeKind(IngressAddress, IngressAddressArgs, "ingress", ingressAddressArgs)];
