import type * as dns from "@pulumi/azure-native/dns";
import * as z from "zod";
import { input } from "../args/input.js";
import type { EachOverrides, Overrides } from "../args/overrides.js";
import { ResourceGroupName } from "../args/placement.js";
import { Tags } from "../args/tags.js";

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
  .regex(new RegExp(`^${label}(?:\\.${label})+\\.?$`, "i"), "write a host name, for example app.example.com");

/** The records of one set. Source: learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits#azure-dns-limits */
function several<T extends z.ZodType>(value: T): z.ZodArray<T> {
  return z.array(value).min(1, "a record set has at least one record").max(20, "a record set has at most 20 records");
}

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
  z.strictObject({
    type: z.literal("AAAA"),
    name: RecordName,
    ttlSeconds,
    target: input(z.ipv6("an AAAA record points to an IPv6 address, for example 2001:db8::10")),
  }),
  /** Texts that show who owns the name, or which servers may send its mail: each one a record of the set. */
  z.strictObject({
    type: z.literal("TXT"),
    name: RecordName,
    ttlSeconds,
    values: several(
      input(
        z
          .string()
          .regex(/^[ -~]+$/, "a TXT record has printable ASCII characters, at least one")
          // Source: learn.microsoft.com/azure/dns/dns-zones-records#txt-records
          .max(4096, "a TXT record has at most 4096 characters"),
      ),
    ),
  }),
  /** Who may issue certificates for the name. Source: learn.microsoft.com/azure/dns/dns-zones-records#caa-records */
  z.strictObject({
    type: z.literal("CAA"),
    name: RecordName,
    ttlSeconds,
    values: several(
      z.strictObject({
        /** 128 tells an issuer that does not know the tag to issue nothing. Default 0. */
        flags: z.int().min(0).max(255).default(0),
        tag: z.enum(["issue", "issuewild", "iodef"]),
        /** An issuer's domain, `;` for none, or where an issuer reports to. */
        value: input(z.string().min(1).max(1024)),
      }),
    ),
  }),
  z.strictObject({
    type: z.literal("MX"),
    name: RecordName,
    ttlSeconds,
    values: several(
      z.strictObject({
        /** The lowest is tried first. */
        preference: z.int().min(0).max(65_535),
        exchange: input(HostName),
      }),
    ),
  }),
  /**
   * Hands a name below the zone over to other servers; Azure writes those of the zone itself.
   * Source: learn.microsoft.com/azure/dns/dns-zones-records#wildcard-records
   */
  z.strictObject({
    type: z.literal("NS"),
    name: RecordName.refine((name) => name !== "@", "the name servers of the zone itself are Azure's to write").refine(
      (name) => !name.startsWith("*"),
      "no wildcard can be handed over: name what other servers answer for",
    ),
    ttlSeconds,
    values: several(input(HostName)),
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

/** The type that DNS knows a record by: an alias is the record that it stands for, and keeps its URN. */
export function recordType(record: Record): Exclude<Record["type"], "ALIAS"> {
  return record.type === "ALIAS" ? record.recordType : record.type;
}

/** Two sets of one name and type are one set, and a CNAME is alone. Source: www.rfc-editor.org/rfc/rfc1912#section-2.4 */
function clashes(records: readonly Record[], context: z.core.$RefinementCtx<Record[]>): void {
  const seen = new Map<string, Set<string>>();
  for (const [index, record] of records.entries()) {
    const [name, type] = [record.name, recordType(record)];
    const types = seen.get(name) ?? new Set();
    const refuse = (message: string) => {
      context.addIssue({ code: "custom", message, path: [index] });
    };
    if (types.has(type)) refuse(`"${name}" is there twice as ${type}; give all its values in one`);
    else if (types.has("CNAME") || (type === "CNAME" && types.size > 0))
      refuse(`"${name}" is a CNAME, and nothing else may have its name`);
    seen.set(name, types.add(type));
  }
}

/** DNS takes fewer kinds of tag names than the rest. Source: learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations */
export const DnsTags = Tags.refine(
  (tags) => Object.keys(tags).every((name) => /^[^\d][^ #:]*$/.test(name)),
  "on DNS zones a tag name has no space, # or : and does not start with a digit",
);

export const DnsZoneArgs = z.strictObject({
  resourceGroupName: input(ResourceGroupName),
  zoneName: input(ZoneName),
  /** One record set each: a name and a type once, and nothing else beside a CNAME of the same name. */
  records: z.array(Record).superRefine(clashes),
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
