import type { PlanEntry, PlanKind } from "../contracts/request.js";
import type { InfraPlan, PlanItem, PlanMap } from "./schemas/infraPlan.js";
import { supportedKinds } from "./schemas/laterBreadth.js";

/** One list of entries from any of the three forms of a plan, in the order of kinds, so that equal content gives equal lists. */
export function toPlanEntries(plan: InfraPlan): PlanEntry[] {
  const entries = entriesOf(plan);
  // Described kinds come last, in the order in which they were written.
  const rank = (kind: PlanKind) => (kind === "described" ? supportedKinds.length : supportedKinds.indexOf(kind));
  return entries.toSorted((a, b) => rank(a.kind) - rank(b.kind));
}

function entriesOf(plan: InfraPlan): PlanEntry[] {
  if (Array.isArray(plan)) return plan.map(fromItem);
  if ("resources" in plan) return plan.resources.map(fromItem);
  return fromMap(plan);
}

function fromItem(item: PlanItem): PlanEntry {
  switch (item.type) {
    case "aks":
      return { kind: "aks", ...clusterSettings(item) };
    case "keyvault":
      return { kind: "keyvault", ...present({ policy: item.policy }) };
    case "storage":
      return { kind: "storage", ...present({ tier: item.tier, containers: item.containers }) };
    case "dns":
      return { kind: "dns", fqdn: item.fqdn };
    case "monitoring":
      return { kind: "monitoring", ...present({ retentionDays: item.retention_days }) };
  }
}

/** `true` asks for a kind as it comes, a plain value sets its one setting, an object sets them all. */
function fromMap({ aks, keyvault, storage, dns, monitoring }: PlanMap): PlanEntry[] {
  const entries: (PlanEntry | false | "" | undefined)[] = [
    aks && fromItem({ type: "aks", ...settings(aks) }),
    keyvault &&
      fromItem({ type: "keyvault", ...(typeof keyvault === "string" ? { policy: keyvault } : settings(keyvault)) }),
    storage && fromItem({ type: "storage", ...(typeof storage === "string" ? { tier: storage } : settings(storage)) }),
    dns && fromItem({ type: "dns", fqdn: typeof dns === "string" ? dns : dns.fqdn }),
    monitoring && fromItem({ type: "monitoring", ...settings(monitoring) }),
  ];
  return entries.filter((entry) => typeof entry === "object");
}

function settings<T extends object>(value: true | T): Partial<T> {
  return value === true ? {} : value;
}

function clusterSettings({
  size,
  node_count: nodeCount,
  k8s_version: kubernetesVersion,
}: Extract<PlanItem, { type: "aks" }>) {
  return present({ size, nodeCount, kubernetesVersion });
}

/** Without the members that are `undefined`. */
function present<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
