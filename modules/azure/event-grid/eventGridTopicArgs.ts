import type * as eventgrid from "@pulumi/azure-native/eventgrid";
import type * as monitor from "@pulumi/azure-native/monitor";
import * as z from "zod";
import { input } from "../args/input.js";
import type { Overrides } from "../args/overrides.js";
import { placement, WorkspaceId } from "../args/placement.js";
import { PrivateConnection, PrivateEndpointOverrides } from "../private-endpoint/privateEndpointArgs.js";

/** Unique in its region, since it is part of the host name. Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsofteventgrid */
const TopicName = z.string().regex(/^[A-Za-z0-9-]{3,50}$/, "a topic name has 3 to 50 letters, digits and hyphens");

export const EventGridTopicArgs = z.strictObject({
  ...placement,
  topicName: input(TopicName),
  /** Log Analytics workspace that gets failed deliveries, failed publishes and the log of who published. */
  workspaceId: input(WorkspaceId).optional(),
  /** Gives the topic an address in a network, by an endpoint named `pe-<topicName>`. */
  privateEndpoint: PrivateConnection.optional(),
  overrides: z
    .strictObject({
      topic: z.custom<Overrides<eventgrid.TopicArgs>>().optional(),
      diagnostics: z.custom<Overrides<monitor.DiagnosticSettingArgs>>().optional(),
      privateEndpoint: PrivateEndpointOverrides.optional(),
    })
    .optional(),
});
export type EventGridTopicArgs = z.input<typeof EventGridTopicArgs>;
