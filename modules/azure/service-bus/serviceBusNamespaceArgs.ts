import type * as monitor from "@pulumi/azure-native/monitor";
import type * as servicebus from "@pulumi/azure-native/servicebus";
import * as z from "zod";
import { input } from "../args/input.js";
import type { EachOverrides, Overrides } from "../args/overrides.js";
import { placement, WorkspaceId } from "../args/placement.js";
import { unique } from "../args/unique.js";
import { PrivateConnection, PrivateEndpointOverrides } from "../private-endpoint/privateEndpointArgs.js";

/** Unique across Azure. Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftservicebus */
const NamespaceName = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9-]{4,48}[A-Za-z0-9]$/,
    "a namespace name has 6 to 50 letters, digits and hyphens, starts with a letter and ends with a letter or digit",
  )
  .refine((name) => !/-(?:sb|mgmt)$/i.test(name), "a namespace name does not end in -sb or -mgmt");

/** A slash, which Service Bus itself takes, would be the end of the name in an ARM id. Source: as above */
const EntityName = z
  .string()
  .regex(
    /^(?=.{1,260}$)[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/,
    "a queue or topic name has 1 to 260 letters, digits, . _ and -, and starts and ends with a letter or digit",
  );

/** Remembers message ids for ten minutes and drops what comes twice. Decided when the entity is made: changing it replaces it. */
const duplicateDetection = z.boolean().default(false);

const Queue = z.strictObject({
  name: EntityName,
  /** Hands the messages of one session to one receiver, in order. Changing it replaces the queue. */
  sessions: z.boolean().default(false),
  duplicateDetection,
  /** Tries before a message is put aside in the dead-letter queue. */
  maxDeliveryCount: z.int().min(1).max(2000).default(10),
});
const Topic = z.strictObject({ name: EntityName, duplicateDetection });

export const ServiceBusNamespaceArgs = z
  .strictObject({
    ...placement,
    namespaceName: input(NamespaceName),
    /** Basic has queues only; Standard adds topics, sessions and duplicate detection; Premium its own capacity and networks. */
    sku: z.enum(["Basic", "Standard", "Premium"]),
    /** Messaging units of a Premium namespace. Default: 1. */
    messagingUnits: z.literal([1, 2, 4, 8, 16], "a Premium namespace has 1, 2, 4, 8 or 16 messaging units").optional(),
    /** Spreads a Premium namespace over availability zones. Changes in place only from off to on. */
    zoneRedundant: z.boolean(),
    queues: z.array(Queue).superRefine(unique(({ name }) => name)),
    topics: z.array(Topic).superRefine(unique(({ name }) => name)),
    /** Log Analytics workspace that gets the log of operations, and metrics. */
    workspaceId: input(WorkspaceId).optional(),
    /** Gives a Premium namespace an address in a network, by an endpoint named `pe-<namespaceName>`. */
    privateEndpoint: PrivateConnection.optional(),
    overrides: z
      .strictObject({
        namespace: z.custom<Overrides<servicebus.NamespaceArgs>>().optional(),
        /** For every queue, or for each by its name. */
        queue: z.custom<EachOverrides<servicebus.QueueArgs>>().optional(),
        /** For every topic, or for each by its name. */
        topic: z.custom<EachOverrides<servicebus.TopicArgs>>().optional(),
        diagnostics: z.custom<Overrides<monitor.DiagnosticSettingArgs>>().optional(),
        privateEndpoint: PrivateEndpointOverrides.optional(),
      })
      .optional(),
  })
  .superRefine(({ sku, messagingUnits, zoneRedundant, queues, topics, privateEndpoint }, context) => {
    const refuse = (message: string, ...path: PropertyKey[]) => {
      context.addIssue({ code: "custom", message, path });
    };
    if (sku !== "Premium" && zoneRedundant)
      refuse("only a Premium namespace is asked for zone redundancy", "zoneRedundant");
    if (sku !== "Premium" && messagingUnits !== undefined)
      refuse("only a Premium namespace has messaging units", "messagingUnits");
    if (sku !== "Premium" && privateEndpoint !== undefined)
      refuse("only a Premium namespace has private endpoints", "privateEndpoint");
    if (sku === "Basic" && topics.length > 0) refuse("a Basic namespace has no topics", "topics");
    for (const [index, queue] of queues.entries()) {
      if (sku === "Basic" && queue.sessions) refuse("a Basic namespace has no sessions", "queues", index, "sessions");
      if (sku === "Basic" && queue.duplicateDetection)
        refuse("a Basic namespace has no duplicate detection", "queues", index, "duplicateDetection");
    }
    const queueNames = new Set(queues.map(({ name }) => name.toLowerCase()));
    for (const [index, { name }] of topics.entries())
      if (queueNames.has(name.toLowerCase()))
        refuse(`"${name}" is the name of a queue already`, "topics", index, "name");
  });
export type ServiceBusNamespaceArgs = z.input<typeof ServiceBusNamespaceArgs>;
