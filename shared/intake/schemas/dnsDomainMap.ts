import { z } from "zod";
import { Fqdn } from "./fqdn.js";
import { worded } from "./wording.js";

/** A zone is a domain name without a wildcard. */
const Zone = worded(
  Fqdn.refine((name) => !name.startsWith("*")),
  {
    title: "a DNS zone",
    remedy: "The full name of a zone, without a wildcard.",
    examples: ["europe.connectsoft.io"],
  },
);

const DnsRecord = worded(z.union([Fqdn, z.strictObject({ fqdn: Fqdn })]), {
  title: "a DNS entry",
  remedy: "The full domain name, or an object with fqdn.",
  examples: ["auth.europe.connectsoft.io"],
});

const members = {
  zones: worded(z.array(Zone).max(20), {
    title: "a list of DNS zones",
    remedy: "A list of zones that names belong to.",
  }).optional(),
  records: worded(z.array(DnsRecord).max(100), {
    title: "a list of DNS entries",
    remedy: "A list of names to answer under, each below one of the zones.",
    spellings: ["domains", "entries"],
  }).optional(),
};

/** `dns-domain-map.yaml`: zones to allocate, and names in them. */
export const DnsDomainMap = worded(z.strictObject(members), {
  title: "a DNS domain map",
  remedy: "Any of zones and records. A zone is allocated; a record is an entry of the plan.",
}).meta({ id: "DnsDomainMap" });
export type DnsDomainMap = z.infer<typeof DnsDomainMap>;

/** What a caller wants instead of the plan's own DNS entries. */
export const DnsMapOverride = worded(z.strictObject(members), {
  title: "an override of the DNS map",
  remedy: "records to have instead of all DNS entries of the plan; zones as hints where names belong.",
}).meta({ id: "DnsMapOverride" });
