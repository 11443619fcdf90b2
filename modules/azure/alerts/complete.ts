import { completeKind } from "../testing/completeKind.js";
import { alertsArgs } from "../testing/dataExamples.js";
import { workspaceId } from "../testing/examples.js";
import { Alerts } from "./alerts.js";
import { AlertsArgs } from "./alertsArgs.js";

const metricAlert = {
  scopeId: workspaceId,
  metric: { namespace: "Microsoft.ServiceBus/namespaces", name: "DeadletteredMessages", aggregation: "Maximum" },
  operator: "GreaterThan",
  threshold: 0,
  severity: 2,
} as const;

/** For the tests that hold for all modules: everything that this one can declare. What people copy is `example.ts`. */
export const complete = [
  completeKind(Alerts, AlertsArgs, "alerts", {
    ...alertsArgs,
    metricAlerts: ["dead-letters", "throttled"].map((name) => ({ ...metricAlert, name })),
    serviceHealth: { name: "azure-health", regions: ["West Europe"] },
  }),
];
