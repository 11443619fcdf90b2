import type { PlannedResource } from "../contracts/plan.js";
import type { Topology } from "./expandTopology.js";
import { namedBy, nameIn, type PlanContext } from "./planContext.js";
import { resolved, type Resolution } from "./resolution.js";

type LogAnalytics = Extract<PlannedResource, { kind: "log-analytics" }>;

/** The stack's Log Analytics workspace with its Application Insights; empty when no monitoring is planned. */
export function planMonitoring(context: PlanContext, { monitoring }: Topology): Resolution<LogAnalytics[]> {
  if (monitoring === undefined) return resolved([]);
  const workspace = nameIn(context, "log-analytics");
  const insights = nameIn(context, "app-insights");
  const { class: environmentClass } = context.environment;
  const retentionInDays = monitoring.retentionDays ?? context.knowledge.monitoring.retentionInDays[environmentClass];
  const planned: LogAnalytics = {
    kind: "log-analytics",
    logicalName: "logs",
    name: workspace.value,
    args: { insightsName: insights.value, retentionInDays, location: context.identity.region },
    why: {
      workspaceName: namedBy("log-analytics"),
      insightsName: namedBy("app-insights"),
      retentionInDays:
        monitoring.retentionDays === undefined ? `monitoring.yaml: ${environmentClass}` : "request: retention_days",
    },
  };
  return resolved(
    [planned],
    [...workspace.corrections, ...insights.corrections],
    [...workspace.faults, ...insights.faults],
  );
}
