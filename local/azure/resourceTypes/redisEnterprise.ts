import { armError, type CloudError } from "../values/cloudError.js";
import { inGroup, isGuid, systemData, systemIdentity } from "./common.js";
import { notOffered, takenInRegion } from "./dataRules.js";
import { each, whenGiven } from "./outputRules.js";
import type { PutContext } from "./putContext.js";
import type { ResourceType } from "./resourceType.js";

const cluster = "azure-native:redisenterprise:RedisEnterprise";
const clusterId = `${inGroup}/Microsoft.Cache/redisEnterprise/{clusterName}`;
const apiVersion = "2025-07-01";

/** Azure Managed Redis. Source: azure-rest-api-specs, specification/redisenterprise (mutability too) */
export const redisEnterprise: readonly ResourceType[] = [
  {
    token: cluster,
    armType: "Microsoft.Cache/redisEnterprise",
    source: "https://learn.microsoft.com/azure/templates/microsoft.cache/redisenterprise",
    apiVersion,
    idTemplate: clusterId,
    nameRule: { minLength: 1, maxLength: 60, pattern: /^[a-zA-Z0-9](?:-?[a-zA-Z0-9])*$/ },
    placement: "regional",
    required: ["publicNetworkAccess", "sku.name"],
    replaceOn: ["location"],
    allowed: {
      publicNetworkAccess: ["Enabled", "Disabled"],
      highAvailability: ["Enabled", "Disabled"],
      minimumTlsVersion: ["1.0", "1.1", "1.2"],
    },
    slowness: 12,
    outputs: {
      hostName: (r) => `${r.name.toLowerCase()}.${r.location}.redis.azure.net`,
      kind: "v2",
      highAvailability: "Enabled",
      identity: systemIdentity,
      minimumTlsVersion: "1.2",
      privateEndpointConnections: [],
      provisioningState: "Succeeded",
      redisVersion: "7.4",
      redundancyMode: (r) => (r.text("highAvailability") === "Disabled" ? "None" : "ZR"),
      resourceState: "Running",
    },
    validate: clusterRules,
  },
  {
    token: "azure-native:redisenterprise:Database",
    armType: "Microsoft.Cache/redisEnterprise/databases",
    source: "https://learn.microsoft.com/azure/templates/microsoft.cache/redisenterprise/databases",
    apiVersion,
    idTemplate: `${clusterId}/databases/{databaseName}`,
    nameRule: { minLength: 7, maxLength: 7, pattern: /^default$/ },
    autoName: "copy",
    parent: cluster,
    replaceOn: ["geoReplication", "modules", "port"],
    immutable: ["clusteringPolicy"],
    allowed: {
      accessKeysAuthentication: ["Enabled", "Disabled"],
      clientProtocol: ["Encrypted", "Plaintext"],
      clusteringPolicy: ["EnterpriseCluster", "OSSCluster", "NoCluster"],
    },
    slowness: 4,
    outputs: {
      systemData,
      accessKeysAuthentication: "Disabled",
      clientProtocol: "Encrypted",
      clusteringPolicy: "OSSCluster",
      deferUpgrade: "NotDeferred",
      evictionPolicy: "VolatileLRU",
      geoReplication: whenGiven({ linkedDatabases: each({ state: "Linked" }) }),
      modules: each({ version: "2.8.2" }),
      port: 10_000,
      provisioningState: "Succeeded",
      redisVersion: "7.4",
      resourceState: "Running",
    },
  },
  {
    token: "azure-native:redisenterprise:AccessPolicyAssignment",
    armType: "Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments",
    source:
      "https://learn.microsoft.com/azure/templates/microsoft.cache/redisenterprise/databases/accesspolicyassignments",
    apiVersion,
    idTemplate: `${clusterId}/databases/{databaseName}/accessPolicyAssignments/{accessPolicyAssignmentName}`,
    nameRule: { minLength: 1, maxLength: 60, pattern: /^[A-Za-z0-9]+$/ },
    parent: "azure-native:redisenterprise:Database",
    required: ["accessPolicyName", "user"],
    outputs: { provisioningState: "Succeeded" },
    validate: assignmentRules,
  },
];

function clusterRules(put: PutContext): CloudError | undefined {
  const { resource } = put;
  if (takenInRegion(put, cluster))
    return armError(
      409,
      "NameNotAvailable",
      `A cache named '${resource.name}' exists in ${resource.location} already.`,
    );
  // Source: SkuName of the SDK
  return /^(?:Balanced_B|MemoryOptimized_M|ComputeOptimized_X|FlashOptimized_A|Enterprise_E|EnterpriseFlash_F)\d+$/.test(
    resource.text("sku.name"),
  )
    ? undefined
    : notOffered(`The sku '${resource.text("sku.name")}' is not offered.`);
}

function assignmentRules({ resource }: PutContext): CloudError | undefined {
  if (resource.text("accessPolicyName") !== "default")
    return notOffered(
      `The access policy '${resource.text("accessPolicyName")}' does not exist: there is 'default' only.`,
    );
  return isGuid(resource.at("user.objectId")) ? undefined : notOffered("The user's object id must be a GUID.");
}
