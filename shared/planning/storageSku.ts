import type { StorageKnowledge } from "../contracts/knowledge.js";
import type { Replication } from "../contracts/request.js";
import type { Topology } from "./expandTopology.js";
import { byClass, type PlanContext } from "./planContext.js";
import { writtenIn } from "./planned.js";
import { byRule, type Chain } from "./why.js";

type Reach = NonNullable<Replication["storage"]>;

/** What the SKU of an account is chosen by. */
interface Account {
  readonly wish: Topology["storages"][number];
  readonly tier: keyof StorageKnowledge["tiers"];
  readonly replication: Reach;
  /** Who chose the replication. */
  readonly from: Chain;
}

/**
 * SKU of an account, undefined where its tier does not have the replication, and who chose it. What is copied to the
 * paired region is spread over the zones of its own region too where the class of the environment has it so, unless blobs
 * are archived: accounts over zones have no archive tier.
 * Source: https://learn.microsoft.com/azure/storage/common/storage-redundancy#geo-zone-redundant-storage
 */
export function storageSku(
  context: PlanContext,
  { wish, tier, replication, from }: Account,
): { readonly sku: StorageKnowledge["geoRedundantOverZones"]["production"] | undefined; readonly why: Chain } {
  const { storage } = context.knowledge;
  const { region } = context.site;
  const plain = storage.tiers[tier].skuByReplication[replication];
  const chosen = [...(wish.entry.tier === undefined ? [] : writtenIn(wish, "tier", "tier", context.inputs)), ...from];
  const hasZones = plain !== undefined && replication === "geo-redundant" && region.zones.length > 0;
  const isArchived = wish.entry.lifecycle?.archiveAfterDays !== undefined;
  const overZones = storage.geoRedundantOverZones[context.environment.class];
  const file = "storage.yaml";
  if (!hasZones || isArchived || overZones === plain)
    return { sku: plain, why: byRule(rule, `tier ${tier}, replication ${replication}`, { file, from: chosen }) };
  const byEnvironment = byClass(context, file, "geoRedundantOverZones");
  return {
    sku: overZones,
    why: byRule(rule, `tier ${tier}, replication ${replication}, over zones in ${context.environment.class}`, {
      file,
      from: [...chosen, ...byEnvironment],
    }),
  };
}

const rule = "StorageReplication";
