import type * as containerregistry from "@pulumi/azure-native/containerregistry";
import type * as monitor from "@pulumi/azure-native/monitor";
import * as z from "zod";
import { input } from "../args/input.js";
import type { EachOverrides, Overrides } from "../args/overrides.js";
import { Location, placement, WorkspaceId } from "../args/placement.js";
import { unique } from "../args/unique.js";
import { PrivateConnection, PrivateEndpointOverrides } from "../private-endpoint/privateEndpointArgs.js";

/** Unique across Azure. Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcontainerregistry */
const RegistryName = z.string().regex(/^[A-Za-z0-9]{5,50}$/, "a registry name has 5 to 50 letters and digits");

/** A second region that serves the same images. */
const Replica = z.strictObject({ location: Location, zoneRedundant: z.boolean() });

export const ContainerRegistryArgs = z
  .strictObject({
    ...placement,
    registryName: input(RegistryName),
    /** Only Premium has zone redundancy, retention, replicas and private endpoints. */
    sku: z.enum(["Basic", "Standard", "Premium"]),
    /** Keeps the images in several availability zones. Decided when the registry is made. */
    zoneRedundant: z.boolean(),
    /** Days until a manifest that no tag points to is deleted. Default: it stays. */
    untaggedRetentionDays: z.int().min(0).max(365, "at most 365 days").optional(),
    /** Other regions that the images are copied to, each once. */
    replicas: z.array(Replica).superRefine(unique(({ location }) => location)),
    /** Log Analytics workspace that gets the log of logins, pushes and pulls. */
    workspaceId: input(WorkspaceId).optional(),
    /** Gives a Premium registry an address in a network, by an endpoint named `pe-<registryName>`. */
    privateEndpoint: PrivateConnection.optional(),
    overrides: z
      .strictObject({
        registry: z.custom<Overrides<containerregistry.RegistryArgs>>().optional(),
        /** For every replica, or for each by its region. */
        replica: z.custom<EachOverrides<containerregistry.ReplicationArgs, [location: string]>>().optional(),
        diagnostics: z.custom<Overrides<monitor.DiagnosticSettingArgs>>().optional(),
        privateEndpoint: PrivateEndpointOverrides.optional(),
      })
      .optional(),
  })
  .superRefine(({ sku, location, zoneRedundant, untaggedRetentionDays, replicas, privateEndpoint }, context) => {
    const refuse = (message: string, ...path: PropertyKey[]) => {
      context.addIssue({ code: "custom", message, path });
    };
    if (sku !== "Premium" && zoneRedundant) refuse("only a Premium registry is zone-redundant", "zoneRedundant");
    if (sku !== "Premium" && untaggedRetentionDays !== undefined)
      refuse("only a Premium registry has a retention", "untaggedRetentionDays");
    if (sku !== "Premium" && replicas.length > 0) refuse("only a Premium registry has replicas", "replicas");
    if (sku !== "Premium" && privateEndpoint !== undefined)
      refuse("only a Premium registry has private endpoints", "privateEndpoint");
    for (const [index, replica] of replicas.entries())
      if (replica.location === location) refuse("the registry is in this region itself", "replicas", index, "location");
  });
export type ContainerRegistryArgs = z.input<typeof ContainerRegistryArgs>;
