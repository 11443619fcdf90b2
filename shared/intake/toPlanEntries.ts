import type { PlanEntry } from "../contracts/request.js";
import type { PlanNode } from "./planNodes.js";
import type { FixedItem } from "./schemas/fixedKinds.js";
import type { InfraPlan, PlanItem, PlanMap } from "./schemas/infraPlan.js";

/** An entry of a plan and where it was written. */
export interface PlacedEntry {
  readonly entry: PlanEntry;
  readonly written: PlanNode;
}

/** Kinds with code of their own, in the order in which plans list them; described kinds follow by name. */
const order = ["aks", "keyvault", "storage", "dns", "monitoring"] as const;

/** The entries of a plan in any of its three forms, each with its place in the document; `nodes` are those of the same plan. */
export function toPlanEntries(plan: InfraPlan, nodes: readonly PlanNode[]): PlacedEntry[] {
  const items = itemsOf(plan);
  const entries: PlacedEntry[] = [];
  for (const [index, item] of (items ?? fromMap(plan as PlanMap)).entries()) {
    const written = items ? nodes[index] : nodes.find(({ kind }) => kind === kindOf(item));
    if (written) entries.push({ entry: fromItem(item), written });
  }
  return entries;
}

/** Entries in the order of kinds, so that equal content gives equal plans; entries of one kind stay as they were written. */
export function inPlanOrder(entries: readonly PlacedEntry[]): PlacedEntry[] {
  const byRank = new Map<string, PlacedEntry[]>();
  for (const placed of entries) {
    const rank = rankOf(placed.entry);
    const others = byRank.get(rank);
    if (others) others.push(placed);
    else byRank.set(rank, [placed]);
  }
  const ordered: PlacedEntry[] = [];
  for (const rank of [...byRank.keys()].sort()) for (const placed of byRank.get(rank) ?? []) ordered.push(placed);
  return ordered;
}

/** Sorts as text: a digit for the fixed kinds, the name for those that are described. */
function rankOf(entry: PlanEntry): string {
  return entry.kind === "described" ? entry.of : String(order.indexOf(entry.kind));
}

function itemsOf(plan: InfraPlan): readonly PlanItem[] | undefined {
  if (Array.isArray(plan)) return plan;
  return "resources" in plan ? plan.resources : undefined;
}

function kindOf(item: PlanItem): string {
  return item.type === "described" ? item.of : item.type;
}

function fromItem(item: PlanItem): PlanEntry {
  switch (item.type) {
    case "aks":
      return { kind: "aks", ...clusterSettings(item) };
    case "keyvault":
      return { kind: "keyvault", ...present({ policy: item.policy }) };
    case "storage":
      return {
        kind: "storage",
        ...present({ tier: item.tier, containers: item.containers, lifecycle: lifecycleOf(item.lifecycle) }),
      };
    case "dns":
      return { kind: "dns", fqdn: item.fqdn };
    case "monitoring":
      return { kind: "monitoring", ...present({ retentionDays: item.retention_days }) };
    case "described":
      return { kind: "described", of: item.of, settings: item.settings };
  }
}

/** `true` asks for a kind as it comes, a plain value sets its one setting, an object sets them all. */
function fromMap({ aks, keyvault, storage, dns, monitoring, described }: PlanMap): PlanItem[] {
  const items: (FixedItem | false | "" | undefined)[] = [
    aks && { type: "aks", ...settings(aks) },
    keyvault && { type: "keyvault", ...(typeof keyvault === "string" ? { policy: keyvault } : settings(keyvault)) },
    storage && { type: "storage", ...(typeof storage === "string" ? { tier: storage } : settings(storage)) },
    dns && { type: "dns", fqdn: typeof dns === "string" ? dns : dns.fqdn },
    monitoring && { type: "monitoring", ...settings(monitoring) },
  ];
  return [...items.filter((item) => typeof item === "object"), ...described];
}

function settings<T extends object>(value: true | T): Partial<T> {
  return value === true ? {} : value;
}

type ClusterItem = Extract<FixedItem, { type: "aks" }>;
type StorageItem = Extract<FixedItem, { type: "storage" }>;

function clusterSettings(item: ClusterItem) {
  return present({
    size: item.size,
    nodeCount: item.node_count,
    kubernetesVersion: item.k8s_version,
    userPools: item.user_pools?.map(poolOf),
    private: item.private,
    authorizedIpRanges: item.authorized_ip_ranges,
    upgradeChannel: item.auto_upgrade_channel,
    maintenanceWindow: item.maintenance_window && windowOf(item.maintenance_window),
  });
}

function poolOf({
  node_count: nodeCount,
  max_count: maxCount,
  name,
  ...rest
}: NonNullable<ClusterItem["user_pools"]>[number]) {
  return { name, ...present({ nodeCount, maxCount, size: rest.size, taints: rest.taints }) };
}

function windowOf(window: NonNullable<ClusterItem["maintenance_window"]>) {
  const { day, start_time: startTime, duration_hours: durationHours, utc_offset: utcOffset } = window;
  return { day, startTime, durationHours, ...present({ utcOffset }) };
}

function lifecycleOf(written: StorageItem["lifecycle"]) {
  return (
    written &&
    present({
      coolAfterDays: written.cool_after_days,
      archiveAfterDays: written.archive_after_days,
      deleteAfterDays: written.delete_after_days,
      deleteVersionsAfterDays: written.delete_versions_after_days,
    })
  );
}

/** Without the members that are `undefined`. */
function present<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: Partial<T> = {};
  for (const key in value) if (value[key] !== undefined) kept[key] = value[key];
  return kept as { [K in keyof T]?: Exclude<T[K], undefined> };
}
