import { alerts } from "./alerts.js";
import { clusterMaintenance } from "./clusterMaintenance.js";
import { containerApps } from "./containerApps.js";
import { containerRegistry } from "./containerRegistry.js";
import { containerService } from "./containerService.js";
import { dataCollection } from "./dataCollection.js";
import { dns } from "./dns.js";
import { eventGrid } from "./eventGrid.js";
import { identity } from "./identity.js";
import { keyVault } from "./keyVault.js";
import { monitoring } from "./monitoring.js";
import { network } from "./network.js";
import { postgresql } from "./postgresql.js";
import { privateNetwork } from "./privateNetwork.js";
import { publicAddresses } from "./publicAddresses.js";
import { redisEnterprise } from "./redisEnterprise.js";
import { resourceGroups } from "./resourceGroups.js";
import type { ResourceType } from "./resourceType.js";
import { serviceBus } from "./serviceBus.js";
import { sql } from "./sql.js";
import { staticSites } from "./staticSites.js";
import { storageAccounts } from "./storage.js";
import { storageServices } from "./storageServices.js";
import { trafficManager } from "./trafficManager.js";

/** Every kind of resource that the simulated Azure knows. A new kind is one row in the file of its family. */
export const resourceTypes: readonly ResourceType[] = [
  ...resourceGroups,
  ...containerService,
  ...clusterMaintenance,
  ...keyVault,
  ...storageAccounts,
  ...storageServices,
  ...dns,
  ...monitoring,
  ...dataCollection,
  ...identity,
  ...network,
  ...privateNetwork,
  ...publicAddresses,
  ...trafficManager,
  ...sql,
  ...serviceBus,
  ...redisEnterprise,
  ...postgresql,
  ...eventGrid,
  ...containerRegistry,
  ...containerApps,
  ...alerts,
  ...staticSites,
];

const byToken = new Map(resourceTypes.map((type) => [type.token, type]));
const byArmType = new Map(resourceTypes.map((type) => [type.armType.toLowerCase(), type]));

/** The row of a Pulumi token; nothing for a kind that the simulated Azure does not know. */
export function resourceType(token: string): ResourceType | undefined {
  return byToken.get(token);
}

/** The row of an ARM type, written in any case. */
export function resourceTypeOfArm(armType: string): ResourceType | undefined {
  return byArmType.get(armType.toLowerCase());
}
