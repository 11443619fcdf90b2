import type { PlannedResource } from "../contracts/plan.js";
import type { Topology } from "./expandTopology.js";
import { byClass, logicalNameIn, nameIn, type PlanContext } from "./planContext.js";
import { writtenIn, type Planned } from "./planned.js";
import { resolved, type Resolution } from "./resolution.js";
import { below } from "./why.js";

type LogAnalytics = Extract<PlannedResource, { kind: "log-analytics" }>;

/** The stack's Log Analytics workspace with its Application Insights; empty when no monitoring is planned. */
export function planMonitoring(context: PlanContext, { monitoring }: Topology): Resolution<Planned<LogAnalytics>[]> {
  if (monitoring === undefined) return resolved([]);
  const workspace = nameIn(context, "log-analytics");
  const insights = nameIn(context, "app-insights");
  const { class: environmentClass } = context.environment;
  const { retentionDays } = monitoring.entry;
  const planned: Planned<LogAnalytics> = {
    resource: {
      kind: "log-analytics",
      logicalName: logicalNameIn(context, "logs"),
      name: workspace.value,
      region: context.site.name,
      args: {
        insightsName: insights.value,
        retentionInDays: retentionDays ?? context.knowledge.monitoring.retentionInDays[environmentClass],
      },
    },
    why: {
      "": monitoring.why,
      ...below("name", workspace.why),
      ...below("args.insightsName", insights.why),
      "args.retentionInDays":
        retentionDays === undefined
          ? byClass(context, "monitoring.yaml", `retentionInDays.${environmentClass}`)
          : writtenIn(monitoring, "retentionDays", "retention_days", context.inputs),
      region: context.site.why,
    },
  };
  return resolved(
    [planned],
    [...workspace.corrections, ...insights.corrections],
    [...workspace.faults, ...insights.faults],
  );
}
