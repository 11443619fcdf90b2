import type * as monitor from "@pulumi/azure-native/monitor";
import type * as trafficmanager from "@pulumi/azure-native/trafficmanager";
import * as z from "zod";
import { input } from "../args/input.js";
import type { Overrides } from "../args/overrides.js";
import { Location, ResourceGroupName, WorkspaceId } from "../args/placement.js";
import { Tags } from "../args/tags.js";
import { unique } from "../args/unique.js";
import { HostName } from "../dns-zone/dnsZoneArgs.js";

/** Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork */
const ProfileName = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,61}[A-Za-z0-9])?$/,
    "a profile name has 1 to 63 letters, digits, . and -, and starts and ends with a letter or digit",
  );

/** Unique across Azure. */
const RelativeName = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    "the DNS name has 1 to 63 lower-case letters, digits and hyphens, not at its ends",
  );

const EndpointName = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,258}[A-Za-z0-9_])?$/,
    "an endpoint name has 1 to 260 letters, digits, . _ and -, and starts with a letter or digit",
  );

const Endpoint = z.discriminatedUnion("type", [
  /** A host name anywhere, or an IPv4 address. */
  z.strictObject({
    type: z.literal("external"),
    name: EndpointName,
    target: input(z.union([HostName, z.ipv4()], { error: () => "an endpoint is a host name or an IPv4 address" })),
    /** Region whose distance counts; priority routing does not ask. */
    location: Location.optional(),
  }),
  /** A public IP address with a DNS label, a web app or another resource that Azure knows the address of. */
  z.strictObject({
    type: z.literal("azure"),
    name: EndpointName,
    resourceId: input(z.string().startsWith("/subscriptions/", "give the ARM id of the resource")),
  }),
]);
export type Endpoint = z.output<typeof Endpoint>;

const Probe = z.strictObject({
  protocol: z.enum(["HTTPS", "HTTP", "TCP"]),
  port: z.int().min(1).max(65_535),
  /** Path that answers 200 while the endpoint is well; none for TCP. */
  path: z
    .string()
    .regex(/^\/\S*$/, "a path starts with /")
    .optional(),
});

export const TrafficManagerArgs = z.strictObject({
  resourceGroupName: input(ResourceGroupName),
  profileName: input(ProfileName),
  /** First part of the address, before `.trafficmanager.net`. Unique across Azure. */
  relativeName: input(RelativeName),
  /** Where traffic goes, the first choice first: the next one only while those before it are down. */
  endpoints: z
    .array(Endpoint)
    .min(1, "there must be an endpoint to lead to")
    .max(200, "a profile has at most 200 endpoints")
    .superRefine(unique(({ name }) => name)),
  /** How an endpoint shows that it is well. */
  probe: Probe.refine(({ protocol, path }) => (protocol === "TCP") === (path === undefined), {
    message: "HTTP and HTTPS probes need a path, TCP probes have none",
    path: ["path"],
  }),
  /** How long clients go on asking an endpoint that is down after it was found to be. Default 60. */
  ttlSeconds: z.int().min(0).max(2_147_483_647).optional(),
  tags: Tags,
  /** Log Analytics workspace that gets the health of the endpoints as the probes see it, and the metrics. */
  workspaceId: input(WorkspaceId).optional(),
  overrides: z
    .strictObject({
      profile: z.custom<Overrides<trafficmanager.ProfileArgs>>().optional(),
      diagnostics: z.custom<Overrides<monitor.DiagnosticSettingArgs>>().optional(),
    })
    .optional(),
});
export type TrafficManagerArgs = z.input<typeof TrafficManagerArgs>;
