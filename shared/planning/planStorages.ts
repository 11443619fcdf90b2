import type { StorageKnowledge } from "../contracts/knowledge.js";
import type { PlannedResource } from "../contracts/plan.js";
import type { Correction } from "../contracts/request.js";
import type { Topology } from "./expandTopology.js";
import { logicalNameIn, nameIn, type PlanContext } from "./planContext.js";
import type { PlanFault } from "./planFault.js";
import { placeIn, writtenIn, type Planned } from "./planned.js";
import { all, resolved, type Resolution } from "./resolution.js";
import { storageLifecycle } from "./storageLifecycle.js";
import { storageSku } from "./storageSku.js";
import { below, byDefault } from "./why.js";

type Storage = Extract<PlannedResource, { kind: "storage" }>;
type Wish = Topology["storages"][number];
type Replication = NonNullable<PlanContext["request"]["replication"]["storage"]>;

/** Storage accounts of the plan: SKU by tier and replication, containers as named. */
export function planStorages(context: PlanContext, { storages }: Topology): Resolution<Planned<Storage>[]> {
  return all(storages.map((wish, index) => planStorage(context, wish, index + 1)));
}

function planStorage(context: PlanContext, wish: Wish, ordinal: number): Resolution<Planned<Storage>> {
  const { storage } = context.knowledge;
  const { entry } = wish;
  const name = nameIn(context, "storage", { ordinal });
  const tier = entry.tier ?? storage.defaultTier;
  const { accessTier, skuByReplication } = storage.tiers[tier];
  const replication = storageReplication(context, skuByReplication);
  const containers = entry.containers ?? [defaultContainer(context, storage)];
  const from = replication.why[""] ?? [];
  const { sku, why } = storageSku(context, { wish, tier, replication: replication.value, from });
  const chosen = entry.tier === undefined ? [] : writtenIn(wish, "tier", "tier", context.inputs);
  const lifecycle = storageLifecycle(context, wish, sku ?? "");
  return resolved(
    {
      resource: {
        kind: "storage",
        logicalName: logicalNameIn(context, "storage", ordinal),
        name: name.value,
        region: context.site.name,
        args: { sku: sku ?? "Standard_LRS", accessTier, containers, lifecycle: lifecycle.value },
      },
      why: {
        "": wish.why,
        region: context.site.why,
        ...below("name", name.why),
        "args.sku": why,
        "args.accessTier": [...chosen, ...byDefault("storage.yaml", `tiers.${tier}.accessTier`)],
        "args.containers":
          entry.containers === undefined
            ? [...context.inputs("/component", "component"), ...byDefault("storage.yaml", "defaultContainer")]
            : writtenIn(wish, "containers", "containers", context.inputs),
        ...below("args.lifecycle", lifecycle.why),
      },
    },
    [
      ...name.corrections,
      ...replication.corrections,
      ...lifecycle.corrections,
      ...(entry.tier === undefined ? [defaulted("Tier", "tier", tier, "storage.yaml")] : []),
      ...(entry.containers === undefined
        ? [defaulted("Container", "containers", containers, "an account without a container holds nothing")]
        : []),
    ],
    [
      ...name.faults,
      ...replication.faults,
      ...lifecycle.faults,
      ...(sku === undefined ? [noSuchSku(wish, tier, replication.value)] : []),
      ...duplicates(wish),
    ],
  );
}

/**
 * How data is replicated. Storage is of class `stateful` and must have replication: where a request is silent it stays
 * in one region and is spread over that region's zones where tier and region allow.
 */
function storageReplication(
  { request, inputs, site }: PlanContext,
  skus: StorageKnowledge["tiers"]["standard"]["skuByReplication"],
): Resolution<Replication> {
  const { region } = site;
  const requested = request.replication.storage;
  const written = { "": inputs("/replication/storage", "replication.storage") };
  if (requested === undefined) {
    const value = region.zones.length > 0 && skus["zone-redundant"] !== undefined ? "zone-redundant" : "local";
    const reason = "none was given: single-region mode, and stateful resources must have replication";
    const correction = { action: "DefaultedReplication", field: "replication.storage", valueApplied: value, reason };
    return resolved(value, [correction], [], { "": site.why });
  }
  if (requested === "zone-redundant" && region.zones.length === 0)
    return resolved(requested, [], [mismatch(`${region.displayName} has no availability zones.`)]);
  if (requested === "geo-redundant" && region.pair === undefined)
    return resolved(requested, [], [mismatch(`${region.displayName} has no paired region to replicate to.`)]);
  return resolved(requested, [], [], written);
}

function noSuchSku(wish: Wish, tier: string, replication: Replication): PlanFault {
  const detail = `Storage of tier ${tier} does not exist with ${replication} replication.`;
  return { ...mismatch(detail), at: ["/replication/storage", ...placeIn(wish, "tier")] };
}

function mismatch(detail: string): PlanFault {
  return {
    at: "/replication/storage",
    rule: "replication-mismatch",
    detail,
    remedy: "Choose a replication that plan and region allow.",
  };
}

function duplicates(wish: Wish): PlanFault[] {
  const { containers = [] } = wish.entry;
  return containers.flatMap((name, index): PlanFault[] =>
    containers.indexOf(name) === index
      ? []
      : [
          {
            at: placeIn(wish, "containers", index),
            rule: "duplicate-entry",
            detail: `The container ${name} is planned twice.`,
            remedy: "Remove one of the two.",
          },
        ],
  );
}

function defaultContainer({ site: { parts } }: PlanContext, { defaultContainer: pattern }: StorageKnowledge): string {
  return pattern.replace("{component}", parts.component.short);
}

function defaulted(what: string, member: string, value: unknown, reason: string): Correction {
  return { action: `Defaulted${what}`, field: `infra_plan.storage.${member}`, valueApplied: value, reason };
}
