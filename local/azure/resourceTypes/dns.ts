import { armError, type CloudError } from "../values/cloudError.js";
import type { PutContext } from "./putContext.js";
import { fakeHex } from "../values/fakes.js";
import { etag, inGroup, systemData } from "./common.js";
import { leftOut } from "./outputRules.js";
import { aliasRules } from "./dnsAliasRules.js";
import type { ResourceType } from "./resourceType.js";

const zoneId = `${inGroup}/Microsoft.Network/dnsZones/{zoneName}`;

/** The property that holds the records of each type. */
const recordProperty: Readonly<Record<string, string>> = {
  A: "aRecords",
  AAAA: "aaaaRecords",
  CAA: "caaRecords",
  CNAME: "cnameRecord",
  DS: "dsRecords",
  MX: "mxRecords",
  NAPTR: "naptrRecords",
  NS: "nsRecords",
  PTR: "ptrRecords",
  SOA: "soaRecord",
  SRV: "srvRecords",
  TLSA: "tlsaRecords",
  TXT: "txtRecords",
};

export const dns: readonly ResourceType[] = [
  {
    token: "azure-native:dns:Zone",
    armType: "Microsoft.Network/dnszones",
    source: "https://learn.microsoft.com/azure/templates/microsoft.network/dnszones",
    apiVersion: "2023-07-01-preview",
    idTemplate: zoneId,
    // Source: 2 to 34 labels of at most 63 characters, https://learn.microsoft.com/azure/dns/dns-zones-records
    nameRule: {
      minLength: 3,
      maxLength: 253,
      pattern:
        /^(?:[a-zA-Z0-9_](?:[a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?\.){1,33}[a-zA-Z0-9_](?:[a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?$/,
    },
    placement: "global",
    allowed: { zoneType: ["Public", "Private"] },
    outputs: {
      systemData,
      etag,
      nameServers: (r) => nameServers(r.id),
      numberOfRecordSets: 2,
      maxNumberOfRecordSets: 10_000,
      maxNumberOfRecordsPerRecordSet: leftOut,
      signingKeys: leftOut,
      zoneType: "Public",
    },
  },
  {
    token: "azure-native:dns:RecordSet",
    armType: "Microsoft.Network/dnszones/recordsets",
    source: "https://learn.microsoft.com/azure/templates/microsoft.network/dnszones/recordsets",
    apiVersion: "2023-07-01-preview",
    idTemplate: `${zoneId}/{recordType}/{relativeRecordSetName}`,
    nameRule: { minLength: 1, maxLength: 253, pattern: /^(?:@|(?:\*|[a-zA-Z0-9_-]{1,63})(?:\.[a-zA-Z0-9_-]{1,63})*)$/ },
    autoName: "copy",
    parent: "azure-native:dns:Zone",
    // Source: https://learn.microsoft.com/azure/dns/dns-alias
    references: [{ path: "targetResource.id" }, { path: "trafficManagementProfile.id" }],
    outputs: {
      systemData,
      etag,
      type: (r) => `Microsoft.Network/dnszones/${recordTypeOf(r.id)}`,
      fqdn: (r) => `${r.name === "@" ? "" : `${r.name}.`}${zoneOf(r.id)}.`,
      provisioningState: "Succeeded",
    },
    validate: (put) => recordSetRules(put) ?? aliasRules(put),
  },
];

/** Source: https://learn.microsoft.com/azure/dns/dns-zones-records (record types, CNAME restrictions) */
function recordSetRules({ resource, cloud, inputs }: PutContext): CloudError | undefined {
  const type = recordTypeOf(resource.id);
  const property = recordProperty[type];
  if (property === undefined) return armError(400, "BadRequest", `The record type '${type}' is not supported.`);
  const foreign = Object.values(recordProperty).find((other) => other !== property && other in inputs);
  if (foreign !== undefined)
    return armError(400, "BadRequest", `A record set of type '${type}' cannot have the property '${foreign}'.`);
  const isAlias =
    resource.at("targetResource.id") !== undefined || resource.at("trafficManagementProfile.id") !== undefined;
  if (!isAlias && !(property in inputs))
    return armError(400, "BadRequest", `The record set of type '${type}' has no '${property}'.`);
  if (!isAlias && resource.at("ttl") === undefined)
    return armError(400, "BadRequest", "The TTL is missing from the record set.");
  if (type === "CNAME" && resource.name === "@") {
    return armError(400, "BadRequest", "The CNAME record set cannot be created at the zone apex '@'.");
  }
  const prefix = resource.id.slice(0, resource.id.indexOf(`/${type}/`) + 1);
  const clash = Object.keys(recordProperty).find(
    (other) =>
      other !== type && (type === "CNAME" || other === "CNAME") && cloud.exists(`${prefix}${other}/${resource.name}`),
  );
  return clash === undefined
    ? undefined
    : armError(
        409,
        "Conflict",
        `The CNAME record '${resource.name}' cannot coexist with another record set of the same name.`,
      );
}

/** Azure gives a zone one server of each of four domains, all with one number. */
function nameServers(id: string): string[] {
  const number = String((Number.parseInt(fakeHex(id, 4), 16) % 50) + 1).padStart(2, "0");
  return ["com", "net", "org", "info"].map((domain, index) => `ns${index + 1}-${number}.azure-dns.${domain}.`);
}

function recordTypeOf(id: string): string {
  return (id.split("/").at(-2) ?? "").toUpperCase();
}

function zoneOf(id: string): string {
  return id.split("/").at(-3) ?? "";
}
