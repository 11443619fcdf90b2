import { armError } from "../values/cloudError.js";
import { fakeGuid } from "../values/fakes.js";
import { inGroup, systemData } from "./common.js";
import { takenInRegion } from "./dataRules.js";
import type { ResourceType } from "./resourceType.js";

const topic = "azure-native:eventgrid:Topic";

export const eventGrid: readonly ResourceType[] = [
  {
    token: topic,
    armType: "Microsoft.EventGrid/topics",
    source: "https://learn.microsoft.com/azure/templates/microsoft.eventgrid/topics",
    apiVersion: "2025-02-15",
    idTemplate: `${inGroup}/Microsoft.EventGrid/topics/{topicName}`,
    nameRule: { minLength: 3, maxLength: 50, pattern: /^[a-zA-Z0-9-]+$/ },
    placement: "regional",
    replaceOn: ["location"], // Source: x-ms-mutability of TrackedResource in azure-rest-api-specs, specification/eventgrid
    immutable: ["inputSchema"], // Source: https://learn.microsoft.com/azure/event-grid/cloud-event-schema
    allowed: {
      inputSchema: ["EventGridSchema", "CustomEventSchema", "CloudEventSchemaV1_0"],
      minimumTlsVersionAllowed: ["1.0", "1.1", "1.2"],
      publicNetworkAccess: ["Enabled", "Disabled", "SecuredByPerimeter"],
    },
    slowness: 2,
    outputs: {
      systemData,
      // The number belongs to the region; Azure chooses it, so it can only be made up.
      endpoint: (r) => `https://${r.name.toLowerCase()}.${r.location}-1.eventgrid.azure.net/api/events`,
      metricResourceId: (r) => fakeGuid(`${r.id}/metrics`),
      dataResidencyBoundary: "WithinGeopair",
      disableLocalAuth: false,
      inputSchema: "EventGridSchema",
      privateEndpointConnections: [],
      provisioningState: "Succeeded",
      publicNetworkAccess: "Enabled",
    },
    validate: (put) =>
      takenInRegion(put, topic)
        ? armError(409, "Conflict", `The topic name '${put.resource.name}' is taken in ${put.resource.location}.`)
        : undefined,
  },
];
