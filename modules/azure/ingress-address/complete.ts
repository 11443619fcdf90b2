import { completeKind } from "../testing/completeKind.js";
import { ingressAddressArgs } from "../testing/networkExamples.js";
import { IngressAddress } from "./ingressAddress.js";
import { IngressAddressArgs } from "./ingressAddressArgs.js";

/** Everything that the module can declare. */
export const complete = [completeKind(IngressAddress, IngressAddressArgs, "ingress", ingressAddressArgs)];
