import type { input as inputs } from "@pulumi/azure-native/types";
import type { Lifecycle } from "./lifecycleArgs.js";

/**
 * The account's lifecycle policy: one rule over all block blobs.
 *
 * Source: learn.microsoft.com/azure/storage/blobs/lifecycle-management-overview
 */
export function lifecycleRules(lifecycle: Lifecycle): inputs.storage.ManagementPolicyRuleArgs[] {
  const { coolAfterDays, archiveAfterDays, deleteAfterDays, deleteVersionsAfterDays } = lifecycle;
  const baseBlob = {
    ...(coolAfterDays !== undefined && { tierToCool: sinceChange(coolAfterDays) }),
    ...(archiveAfterDays !== undefined && { tierToArchive: sinceChange(archiveAfterDays) }),
    ...(deleteAfterDays !== undefined && { delete: sinceChange(deleteAfterDays) }),
  };
  const actions = {
    ...(Object.keys(baseBlob).length > 0 && { baseBlob }),
    ...(deleteVersionsAfterDays !== undefined && {
      version: { delete: { daysAfterCreationGreaterThan: deleteVersionsAfterDays } },
    }),
  };
  return [
    {
      name: "by-age",
      type: "Lifecycle",
      enabled: true,
      definition: { actions, filters: { blobTypes: ["blockBlob"] } },
    },
  ];
}

function sinceChange(days: number): inputs.storage.DateAfterModificationArgs {
  return { daysAfterModificationGreaterThan: days };
}
