import type * as dns from "@pulumi/azure-native/dns";
import * as z from "zod";
import { input } from "../args/input.js";
import type { EachOverrides, Overrides } from "../args/overrides.js";
import { ResourceGroupName } from "../args/placement.js";
import { Tags } from "../args/tags.js";
import { unique } from "../args/unique.js";

const label = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";

/** Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork */
export const ZoneName = z
  .string()
  .max(253, "a zone name has at most 253 characters")
  .regex(
    new RegExp(`^${label}(?:\\.${label}){1,33}$`),
    "a zone name reads like example.com: lower case, no dot at its end",
  );

/** Source: learn.microsoft.com/azure/dns/dns-zones-records#record-names */
const RecordName = z
  .string()
  .regex(
    new RegExp(`^(?:@|\\*|(?:\\*\\.)?${label}(?:\\.${label})*)$`),
    "a record name is relative to its zone and in lower case: www, api.eu, *.edition, * or @ for the zone itself",
  );

/** Lifetime in caches. Source: learn.microsoft.com/azure/dns/dns-zones-records#time-to-live */
const ttlSeconds = z.int().min(1, "at least 1 second").max(2_147_483_647, "at most 2147483647 seconds");

export const HostName = z
  .string()
  .max(254)
  .regex(
    new RegExp(`^${label}(?:\\.${label})+\\.?$`, "i"),
    "a CNAME points to a host name, for example app.example.com",
  );

const Record = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("CNAME"),
    name: RecordName.refine((name) => name !== "@", "the zone itself cannot be a CNAME; use an A record"),
    ttlSeconds,
    target: input(HostName),
  }),
  z.strictObject({
    type: z.literal("A"),
    name: RecordName,
    ttlSeconds,
    target: input(z.ipv4("an A record points to an IPv4 address, for example 203.0.113.10")),
  }),
  /**
   * Follows a resource instead of naming an address: a traffic manager profile, a public IP address or a CDN endpoint.
   * As an `A` record it may stand for the zone itself; a profile behind one has external endpoints with addresses only.
   * Source: learn.microsoft.com/azure/dns/dns-alias
   */
  z
    .strictObject({
      type: z.literal("ALIAS"),
      recordType: z.enum(["A", "CNAME"]),
      name: RecordName,
      ttlSeconds,
      resourceId: input(z.string().startsWith("/subscriptions/", "give the ARM id of the resource to follow")),
    })
    .refine(({ recordType, name }) => recordType === "A" || name !== "@", {
      message: "the zone itself cannot be a CNAME; use the record type A",
      path: ["recordType"],
    }),
]);
export type Record = z.output<typeof Record>;

/** DNS takes fewer kinds of tag names than the rest. Source: learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations */
export const DnsTags = Tags.refine(
  (tags) => Object.keys(tags).every((name) => /^[^\d][^ #:]*$/.test(name)),
  "on DNS zones a tag name has no space, # or : and does not start with a digit",
);

export const DnsZoneArgs = z.strictObject({
  resourceGroupName: input(ResourceGroupName),
  zoneName: input(ZoneName),
  /** One record set each. Nothing else may stand beside a CNAME of the same name. */
  records: z.array(Record).superRefine(unique(({ name }) => name)),
  tags: DnsTags,
  overrides: z
    .strictObject({
      zone: z.custom<Overrides<dns.ZoneArgs>>().optional(),
      /** For every record set, or for each by its name and type, which for an alias is that of its record. */
      record: z.custom<EachOverrides<dns.RecordSetArgs, [name: string, type: string]>>().optional(),
    })
    .optional(),
});
export type DnsZoneArgs = z.input<typeof DnsZoneArgs>;
