import * as dns from "@pulumi/azure-native/dns";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { checked } from "../args/checked.js";
import { override, overridesOf } from "../args/overrides.js";
import { checkedOutputs } from "../outputs/checkedOutputs.js";
import { ResourceName } from "../outputs/outputRules.js";
import { DnsZoneArgs, type Record, recordType } from "./dnsZoneArgs.js";

const DnsZoneOutputs = z.strictObject({
  zoneName: ResourceName,
  nameServers: z.array(ResourceName).min(1, "a zone that answers has name servers"),
  fqdns: z.array(ResourceName),
});

/**
 * A public DNS zone and its records.
 *
 * Replacing a zone (other name or resource group) deletes it first, and a new one answers from other name servers:
 * the delegation at the registrar breaks until it is changed too.
 */
export class DnsZone extends pulumi.ComponentResource {
  readonly zoneName: pulumi.Output<string>;
  /** Servers that the parent zone must delegate to. */
  readonly nameServers: pulumi.Output<string[]>;
  /** Full names of the records in the order given, without the dot at the end. */
  readonly fqdns: pulumi.Output<string[]>;

  constructor(name: string, args: DnsZoneArgs, opts?: pulumi.ComponentResourceOptions) {
    const { overrides, ...given } = checked(DnsZoneArgs, "DnsZone", name, args);
    super("cloud-provisioner:azure:DnsZone", name, {}, opts);
    const { resourceGroupName, tags } = given;

    const zone = new dns.Zone(
      name,
      // Zones live everywhere at once. Source: learn.microsoft.com/azure/dns/dns-zones-records
      override<dns.ZoneArgs>(
        { resourceGroupName, zoneName: given.zoneName, location: "global", tags },
        overrides?.zone,
      ),
      { parent: this },
    );
    const records = given.records.map(
      (record) =>
        new dns.RecordSet(
          `${name}-${recordType(record).toLowerCase()}-${wordFor(record.name)}`,
          override<dns.RecordSetArgs>(
            {
              resourceGroupName,
              zoneName: zone.name,
              relativeRecordSetName: record.name,
              recordType: recordType(record),
              ttl: record.ttlSeconds,
              ...target(record),
              // Record sets carry no tags; their metadata says the same.
              metadata: tags,
            },
            overridesOf(overrides?.record, record.name, recordType(record)),
          ),
          // What is protected is the delegation: names come and go.
          { parent: this, deletedWith: zone, protect: false },
        ),
    );

    const outputs = checkedOutputs(DnsZoneOutputs, "DnsZone", name, {
      zoneName: zone.name,
      nameServers: zone.nameServers,
      fqdns: pulumi.all(records.map(({ fqdn }) => fqdn.apply((full) => full.replace(/\.$/, "")))),
    });
    this.zoneName = outputs.zoneName;
    this.nameServers = outputs.nameServers;
    this.fqdns = outputs.fqdns;
    this.registerOutputs(outputs);
  }
}

type Target = Omit<dns.RecordSetArgs, "resourceGroupName" | "zoneName" | "relativeRecordSetName" | "recordType">;

function target(record: Record): Target {
  switch (record.type) {
    case "A":
      return { aRecords: [{ ipv4Address: record.target }] };
    case "AAAA":
      return { aaaaRecords: [{ ipv6Address: record.target }] };
    case "CNAME":
      return { cnameRecord: { cname: record.target } };
    case "TXT":
      return { txtRecords: record.values.map((value) => ({ value: pulumi.output(value).apply(inPieces) })) };
    case "CAA":
      return { caaRecords: record.values };
    case "MX":
      return { mxRecords: record.values };
    case "NS":
      return { nsRecords: record.values.map((nsdname) => ({ nsdname })) };
    case "ALIAS":
      return { targetResource: { id: record.resourceId } };
  }
}

/** A text in DNS has at most 255 characters; a longer value is several of them. Source: www.rfc-editor.org/rfc/rfc1035#section-3.3 */
function inPieces(value: string): string[] {
  return value.match(/.{1,255}/gsu) ?? [];
}

/** A record name as part of a URN, where `*` would match everything. Upper case never meets a record of that name. */
function wordFor(recordName: string): string {
  return recordName.replace("*", "ANY").replace("@", "ZONE");
}
