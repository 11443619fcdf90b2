import type { PlannedResource } from "../contracts/plan.js";
import type { Correction } from "../contracts/request.js";
import type { Topology } from "./expandTopology.js";
import type { PlanContext } from "./planContext.js";
import type { PlanFault } from "./planFault.js";
import { placeIn, writtenIn } from "./planned.js";
import { networkOf } from "./planPrivately.js";
import { resolved, type Resolution } from "./resolution.js";
import { byDefault, byRule, type Chain, type Why } from "./why.js";

type Args = Extract<PlannedResource, { kind: "aks" }>["args"];
type Upgrades = Pick<Args, "upgradeChannel" | "maintenanceWindow">;
type Access = Pick<Args, "private" | "authorizedIpRanges">;
type Wish = Topology["clusters"][number];

/** How far Azure upgrades a cluster by itself, and when: as the request says, else as its environment's class does. */
export function clusterUpgrades(
  { environment, knowledge: { aks }, inputs }: PlanContext,
  wish: Wish,
): Resolution<Upgrades> {
  const { upgradeChannel, maintenanceWindow } = wish.entry;
  const usual = aks.maintenanceWindow[environment.class];
  const window = maintenanceWindow ?? usual;
  return resolved(
    {
      upgradeChannel: upgradeChannel ?? aks.upgradeChannel[environment.class],
      ...(window && { maintenanceWindow: window }),
    },
    [],
    [],
    {
      upgradeChannel:
        upgradeChannel === undefined
          ? byDefault("aks.yaml", `upgradeChannel.${environment.class}`)
          : writtenIn(wish, "upgradeChannel", "auto_upgrade_channel", inputs),
      maintenanceWindow:
        maintenanceWindow === undefined
          ? byDefault("aks.yaml", `maintenanceWindow.${environment.class}`)
          : writtenIn(wish, "maintenanceWindow", "maintenance_window", inputs),
    },
  );
}

/**
 * From where a cluster's API server is reached. In a network of the stack it is private where the request asks for it,
 * or where the environment's class does and the request opens it to nobody outside. Without a network nobody could
 * reach a private one, so that is refused; what stands in for the primary region may have none, and that is recorded.
 */
export function clusterAccess(context: PlanContext, topology: Topology, wish: Wish): Resolution<Access> {
  const { environment, knowledge, inputs, site } = context;
  const { private: isAsked, authorizedIpRanges: ranges } = wish.entry;
  const hasNetwork = networkOf(context, topology) !== undefined;
  const open: Access = ranges === undefined ? {} : { authorizedIpRanges: [...ranges] };
  const why: Why = { authorizedIpRanges: writtenIn(wish, "authorizedIpRanges", "authorized_ip_ranges", inputs) };
  const asked = writtenIn(wish, "private", "private", inputs);
  if (isAsked === true && ranges !== undefined) return resolved(open, [], contradiction(wish), why);
  if (isAsked === true && !hasNetwork)
    return site.role === "secondary"
      ? resolved(open, [publicStandIn(site.name)], [], why)
      : resolved(open, [], [withoutNetwork(wish)], why);
  const usual = knowledge.aks.privateInNetwork[environment.class] && ranges === undefined;
  if (!hasNetwork || !(isAsked ?? usual)) return resolved(open, [], [], why);
  const because: Chain =
    isAsked === undefined
      ? [
          ...byDefault("aks.yaml", `privateInNetwork.${environment.class}`),
          ...byRule("TopologyExpander", "the plan has a network of its own, from which it is reached"),
        ]
      : asked;
  const correction: Correction = {
    action: "DefaultedPrivateCluster",
    field: "infra_plan.aks.private",
    valueApplied: true,
    reason: `default of ${environment.class} clusters in a network of the stack (aks.yaml)`,
  };
  return resolved({ private: true }, isAsked === undefined ? [correction] : [], [], { private: because });
}

function contradiction(wish: Wish): PlanFault[] {
  return (["private", "authorizedIpRanges"] as const).map((member) => ({
    at: placeIn(wish, member),
    rule: "contradiction",
    detail: "A private API server is reached from its network only; authorized_ip_ranges open it to the internet.",
    remedy: "Leave out private, or authorized_ip_ranges.",
  }));
}

function withoutNetwork(wish: Wish): PlanFault {
  return {
    at: placeIn(wish, "private"),
    rule: "missing-resource",
    detail: "A private API server is reached from its network only, and the plan has no network.",
    remedy: "Add virtual-network to the plan, or leave private out.",
  };
}

function publicStandIn(region: string): Correction {
  return {
    action: "DeferredPrivateCluster",
    field: "infra_plan.aks.private",
    valueBefore: true,
    valueApplied: false,
    reason: `the stack has no network in ${region}; the cluster that stands in there is reached over the internet`,
    severity: "warning",
  };
}
