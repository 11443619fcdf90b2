import { textOf } from "../resourceTypes/resourceView.js";
import { fakeKey } from "../values/fakes.js";
import { secret } from "../values/secretValues.js";
import type { Invoke } from "./invoke.js";
import { clusterCredentials } from "./clusterCredentials.js";
import { ofResource } from "./ofResource.js";

/** Every function that the simulated Azure knows, by Pulumi's token. A new one is one row. */
export const invokes: Readonly<Record<string, Invoke>> = {
  "azure-native:authorization:getClientConfig": ({ account }) => ({ result: { ...account } }),

  "azure-native:storage:listStorageAccountKeys": ofResource(
    "Microsoft.Storage/storageAccounts",
    "accountName",
    ({ name, outputs }) => ({
      result: {
        keys: ["key1", "key2"].map((keyName) => ({
          keyName,
          value: secret(fakeKey(`${keyName} of ${name}`)),
          permissions: "FULL",
          creationTime: textOf(outputs["creationTime"]),
        })),
      },
    }),
  ),

  "azure-native:operationalinsights:getSharedKeys": ofResource(
    "Microsoft.OperationalInsights/workspaces",
    "workspaceName",
    ({ name }) => ({
      result: {
        primarySharedKey: secret(fakeKey(`primary key of ${name}`)),
        secondarySharedKey: secret(fakeKey(`secondary key of ${name}`)),
      },
    }),
  ),

  "azure-native:containerservice:listManagedClusterUserCredentials": clusterCredentials("clusterUser"),
  "azure-native:containerservice:listManagedClusterAdminCredentials": clusterCredentials("clusterAdmin"),
};
