import type { Lifecycle } from "../contracts/request.js";
import type { Topology } from "./expandTopology.js";
import type { PlanContext } from "./planContext.js";
import type { PlanFault } from "./planFault.js";
import { placeIn, writtenIn } from "./planned.js";
import { resolved, type Resolution } from "./resolution.js";
import { byDefault, type Why } from "./why.js";

type Wish = Topology["storages"][number];

const steps = [
  ["coolAfterDays", "cool_after_days"],
  ["archiveAfterDays", "archive_after_days"],
  ["deleteAfterDays", "delete_after_days"],
] as const;
const versions = ["deleteVersionsAfterDays", "delete_versions_after_days"] as const;

/**
 * What becomes of an account's blobs as they age: as the request says; overwritten versions go after a time of the
 * environment's class where it does not.
 * Source: https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-overview
 */
export function storageLifecycle(context: PlanContext, wish: Wish, sku: string): Resolution<Lifecycle> {
  const { environment, knowledge, inputs } = context;
  const asked = wish.entry.lifecycle ?? {};
  const usual = knowledge.storage.deleteVersionsAfterDays[environment.class];
  const isVersionsDefault = asked.deleteVersionsAfterDays === undefined;
  const why: Why = Object.fromEntries(
    [...steps, versions].map(([member, field]) => [
      member,
      writtenIn(wish, `lifecycle/${member}`, `lifecycle.${field}`, inputs),
    ]),
  );
  return resolved(
    { ...asked, deleteVersionsAfterDays: asked.deleteVersionsAfterDays ?? usual },
    isVersionsDefault
      ? [
          {
            action: "DefaultedLifecycle",
            field: "infra_plan.storage.lifecycle.delete_versions_after_days",
            valueApplied: usual,
            reason: `default of ${environment.class} environments (storage.yaml)`,
          },
        ]
      : [],
    lifecycleFaults(wish, asked, sku),
    {
      ...why,
      ...(isVersionsDefault && {
        deleteVersionsAfterDays: byDefault("storage.yaml", `deleteVersionsAfterDays.${environment.class}`),
      }),
    },
  );
}

/** Source: https://learn.microsoft.com/azure/storage/blobs/access-tiers-overview */
function lifecycleFaults(wish: Wish, asked: Lifecycle, sku: string): PlanFault[] {
  const fault = (member: string, rule: string, detail: string, remedy: string): PlanFault => ({
    at: placeIn(wish, "lifecycle", member),
    ...{ rule, detail, remedy },
  });
  const given = steps.flatMap(([member, field]) => {
    const days = asked[member];
    return days === undefined ? [] : [{ member, field, days }];
  });
  const hasNoTiers = sku.startsWith("Premium");
  return given.flatMap(({ member, field, days }, index) => {
    const before = given[index - 1];
    const found: PlanFault[] = [];
    if (before && days <= before.days)
      found.push(
        fault(
          member,
          "contradiction",
          `${field} is ${days} and ${before.field} is ${before.days}: blobs would be gone before.`,
          `Write more than ${before.days}.`,
        ),
      );
    if (hasNoTiers && member !== "deleteAfterDays")
      found.push(
        fault(member, "forbidden-lifecycle", "Premium accounts have no cooler tiers.", "Delete old blobs instead."),
      );
    else if (sku.endsWith("ZRS") && member === "archiveAfterDays")
      found.push(
        fault(
          member,
          "forbidden-lifecycle",
          `Accounts over zones (${sku}) have no archive tier.`,
          "Leave it out, or ask for replication.storage local or geo-redundant.",
        ),
      );
    return found;
  });
}
