import { completeKind } from "../testing/completeKind.js";
import { serviceBusNamespaceArgs } from "../testing/dataExamples.js";
import { workspaceId } from "../testing/examples.js";
import { privateConnection } from "../testing/networkExamples.js";
import { ServiceBusNamespace } from "./serviceBusNamespace.js";
import { ServiceBusNamespaceArgs } from "./serviceBusNamespaceArgs.js";

/** For the tests that hold for all modules: everything that this one can declare. What people copy is `example.ts`. */
export const complete = [
  completeKind(ServiceBusNamespace, ServiceBusNamespaceArgs, "bus", {
    ...serviceBusNamespaceArgs,
    sku: "Premium",
    queues: [{ name: "payments" }, { name: "mail" }],
    topics: [{ name: "orders" }, { name: "returns" }],
    privateEndpoint: privateConnection,
    workspaceId,
  }),
];
