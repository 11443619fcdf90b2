import { armError, type CloudError } from "../values/cloudError.js";
import { valueAt } from "../values/propertyPath.js";
import { inGroup, systemData, systemIdentity } from "./common.js";
import { each, leftOut, type OutputTree } from "./outputRules.js";
import type { PutContext } from "./putContext.js";
import type { ResourceType } from "./resourceType.js";
import { textOf } from "./resourceView.js";

const namespace = "azure-native:servicebus:Namespace";
const namespaceId = `${inGroup}/Microsoft.ServiceBus/namespaces/{namespaceName}`;
const apiVersion = "2026-01-01";
const forever = "P10675199DT2H48M5.4775807S";

/** What queues and topics have in common. */
const entity: OutputTree = {
  systemData,
  location: leftOut,
  accessedAt: leftOut,
  createdAt: (r) => r.createdAt,
  updatedAt: (r) => r.modifiedAt,
  countDetails: leftOut,
  sizeInBytes: 0,
  status: "Active",
  autoDeleteOnIdle: forever,
  defaultMessageTimeToLive: forever,
  duplicateDetectionHistoryTimeWindow: "PT10M",
  enableBatchedOperations: true,
  enablePartitioning: false,
  maxSizeInMegabytes: 1024,
  requiresDuplicateDetection: false,
};
const entityName = { minLength: 1, maxLength: 260, pattern: /^[a-zA-Z0-9](?:[a-zA-Z0-9._-]*[a-zA-Z0-9])?$/ };

export const serviceBus: readonly ResourceType[] = [
  {
    token: namespace,
    armType: "Microsoft.ServiceBus/namespaces",
    source: "https://learn.microsoft.com/azure/templates/microsoft.servicebus/namespaces",
    apiVersion,
    idTemplate: namespaceId,
    nameRule: { minLength: 6, maxLength: 50, pattern: /^[a-zA-Z][a-zA-Z0-9-]*[a-zA-Z0-9]$/ },
    placement: "regional",
    replaceOn: ["location"], // Source: x-ms-mutability of TrackedResource in azure-rest-api-specs, specification/servicebus
    allowed: {
      "sku.name": ["Basic", "Standard", "Premium"],
      minimumTlsVersion: ["1.0", "1.1", "1.2", "1.3"],
      publicNetworkAccess: ["Enabled", "Disabled", "SecuredByPerimeter"],
    },
    slowness: 4,
    takenName: (name) =>
      armError(409, "Conflict", `The specified service namespace '${name}' is not available: it is taken already.`),
    outputs: {
      systemData,
      createdAt: (r) => r.createdAt,
      updatedAt: (r) => r.modifiedAt,
      metricId: (r) => `${r.account.subscriptionId}:${r.name}`,
      serviceBusEndpoint: (r) => `https://${r.name}.servicebus.windows.net:443/`,
      status: "Active",
      provisioningState: "Succeeded",
      disableLocalAuth: false,
      identity: systemIdentity,
      minimumTlsVersion: "1.2",
      publicNetworkAccess: "Enabled",
      privateEndpointConnections: each({
        id: leftOut,
        location: leftOut,
        name: leftOut,
        systemData: leftOut,
        type: leftOut,
      }),
      sku: { name: "Standard", tier: "Standard" },
      zoneRedundant: true,
    },
    validate: namespaceRules,
  },
  {
    token: "azure-native:servicebus:Queue",
    armType: "Microsoft.ServiceBus/namespaces/queues",
    source: "https://learn.microsoft.com/azure/templates/microsoft.servicebus/namespaces/queues",
    apiVersion,
    idTemplate: `${namespaceId}/queues/{queueName}`,
    nameRule: entityName,
    autoName: "copy",
    parent: namespace,
    // Source: forceNewMap in azure-native's provider/pkg/gen/replacement.go
    replaceOn: ["requiresDuplicateDetection", "requiresSession", "enablePartitioning"],
    outputs: {
      ...entity,
      messageCount: 0,
      deadLetteringOnMessageExpiration: false,
      enableExpress: false,
      lockDuration: "PT1M",
      maxDeliveryCount: 10,
      requiresSession: false,
    },
    validate: queueRules,
  },
  {
    token: "azure-native:servicebus:Topic",
    armType: "Microsoft.ServiceBus/namespaces/topics",
    source: "https://learn.microsoft.com/azure/templates/microsoft.servicebus/namespaces/topics",
    apiVersion,
    idTemplate: `${namespaceId}/topics/{topicName}`,
    nameRule: entityName,
    autoName: "copy",
    parent: namespace,
    replaceOn: ["requiresDuplicateDetection", "requiresSession", "enablePartitioning"], // Source: as above
    outputs: { ...entity, enableExpress: false, subscriptionCount: 0, supportOrdering: true },
    validate: (put) =>
      skuOf(put, "/topics/") === "Basic" ? notInTier("Topics are not supported in the Basic tier.") : undefined,
  },
];

/** Source: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-premium-messaging, resource-name-rules */
function namespaceRules({ resource, previous }: PutContext): CloudError | undefined {
  if (/-(?:sb|mgmt)$/i.test(resource.name))
    return armError(400, "BadRequest", `The namespace name '${resource.name}' ends in a reserved suffix.`);
  const sku = resource.text("sku.name");
  const before = textOf(valueAt(previous, "sku.name"));
  if (before !== "" && before !== sku && [before, sku].includes("Premium"))
    return armError(400, "BadRequest", `The sku of a namespace cannot change from ${before} to ${sku}.`);
  const capacity = resource.at("sku.capacity");
  return sku === "Premium" && typeof capacity === "number" && ![1, 2, 4, 8, 16].includes(capacity)
    ? armError(400, "BadRequest", `A Premium namespace has 1, 2, 4, 8 or 16 messaging units, not ${capacity}.`)
    : undefined;
}

function queueRules(put: PutContext): CloudError | undefined {
  const isRich = ["requiresSession", "requiresDuplicateDetection"].some((key) => put.resource.at(key) === true);
  if (isRich && skuOf(put, "/queues/") === "Basic")
    return notInTier("Sessions and duplicate detection are not supported in the Basic tier.");
  const twin = put.resource.id.replace("/queues/", "/topics/");
  return put.cloud.exists(twin)
    ? armError(409, "Conflict", `A topic named '${put.resource.name}' exists in the namespace already.`)
    : undefined;
}

function skuOf({ resource, cloud }: PutContext, inside: string): string {
  return textOf(valueAt(cloud.inputsOf(resource.id.slice(0, resource.id.lastIndexOf(inside))), "sku.name"));
}

function notInTier(message: string): CloudError {
  return armError(400, "BadRequest", `SubCode=40000. ${message}`);
}
