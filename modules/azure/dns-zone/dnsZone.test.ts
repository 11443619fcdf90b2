import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { test } from "node:test";
import { dnsZoneArgs, outputsOf } from "../testing/examples.js";
import { matchesGolden } from "../testing/golden.js";
import { profileId } from "../testing/networkExamples.js";
import { synth } from "../testing/synth.js";
import { DnsZone } from "./dnsZone.js";
import type { DnsZoneArgs } from "./dnsZoneArgs.js";

type Record = DnsZoneArgs["records"][number];

const cname = (name: string, target: pulumi.Input<string> = "auth.westeurope.cloudapp.azure.com"): Record => ({
  name,
  type: "CNAME",
  ttlSeconds: 300,
  target,
});
const a = (name: string, target = "203.0.113.10"): Record => ({ name, type: "A", ttlSeconds: 3600, target });

test("declares the golden zone with a wildcard, an apex and a host", async () => {
  const records = [cname("*.edition"), a("@"), cname("auth", pulumi.output("auth.azurefd.net"))];
  matchesGolden("dns-zone.records", await synth(() => outputsOf(new DnsZone("dns", { ...dnsZoneArgs, records }))));
});

test("gives the full names of the records in their order, without the dot that Azure ends them with", async () => {
  const records = [cname("www"), a("@"), cname("*.edition")];
  const { outputs } = await synth(() => outputsOf(new DnsZone("dns", { ...dnsZoneArgs, records })));
  assert.deepEqual(outputs["fqdns"], ["www.example.com", "example.com", "*.edition.example.com"]);
});

test("keeps the wildcard out of URNs, where it would match every record", async () => {
  const { resources } = await synth(() =>
    outputsOf(new DnsZone("dns", { ...dnsZoneArgs, records: [cname("*"), a("@")] })),
  );
  assert.deepEqual(
    resources.filter(({ type }) => type === "azure-native:dns:RecordSet").map(({ name }) => name),
    ["dns-a-ZONE", "dns-cname-ANY"],
  );
});

test("declares the golden zone whose records follow a traffic manager [CP-015]", async () => {
  const alias = { type: "ALIAS", ttlSeconds: 60, resourceId: profileId } as const;
  const records: Record[] = [
    { ...alias, name: "@", recordType: "A" },
    { ...alias, name: "auth", recordType: "CNAME" },
  ];
  matchesGolden("dns-zone.alias", await synth(() => outputsOf(new DnsZone("dns", { ...dnsZoneArgs, records }))));
});

test("declares the golden zone that receives mail, restricts certificates and hands a name over", async () => {
  const ttl = { ttlSeconds: 3600 };
  const records: Record[] = [
    a("@"),
    { ...ttl, type: "AAAA", name: "@", target: "2001:db8::10" },
    { ...ttl, type: "TXT", name: "@", values: ["v=spf1 -all", `v=DKIM1; p=${"k".repeat(300)}`] },
    { ...ttl, type: "CAA", name: "@", values: [{ tag: "issue", value: "ca.example.net" }] },
    { ...ttl, type: "MX", name: "@", values: [{ preference: 10, exchange: "mail.example.net" }] },
    { ...ttl, type: "NS", name: "lab", values: ["ns1.example.net", "ns2.example.net"] },
  ];
  matchesGolden("dns-zone.every-type", await synth(() => outputsOf(new DnsZone("dns", { ...dnsZoneArgs, records }))));
});

const refused: readonly (readonly [string, Partial<DnsZoneArgs>, RegExp])[] = [
  [
    "name servers for a wildcard",
    { records: [{ type: "NS", name: "*.lab", ttlSeconds: 300, values: ["ns1.example.net"] }] },
    /no wildcard can be handed over[^]*records\[0\]\.name/,
  ],
  ["a CNAME for the zone itself", { records: [cname("@")] }, /cannot be a CNAME/],
  [
    "a CNAME beside another record",
    { records: [a("www"), cname("WWW".toLowerCase())] },
    /"www" is a CNAME, and nothing else/,
  ],
  ["two sets of one name and type", { records: [a("www"), a("www")] }, /"www" is there twice as A; give all/],
  [
    "an IPv4 address as AAAA",
    { records: [{ name: "www", type: "AAAA", ttlSeconds: 60, target: "203.0.113.10" }] },
    /IPv6 address/,
  ],
  [
    "the name servers of the zone itself",
    { records: [{ type: "NS", name: "@", ttlSeconds: 60, values: ["ns1.example.net"] }] },
    /Azure's to write/,
  ],
  ["a set of nothing", { records: [{ type: "TXT", name: "@", ttlSeconds: 60, values: [] }] }, /at least one record/],
  ["a wildcard in the middle", { records: [a("api.*.eu")] }, /relative to its zone/],
  ["an address where a host belongs", { records: [cname("www", "not a host")] }, /write a host name/],
  ["a host where an address belongs", { records: [a("www", "auth.example.com")] }, /points to an IPv4 address/],
  [
    "an alias by a host name",
    {
      records: [{ type: "ALIAS", recordType: "A", name: "www", ttlSeconds: 60, resourceId: "auth.trafficmanager.net" }],
    },
    /ARM id of the resource to follow/,
  ],
  [
    "a CNAME alias for the zone itself",
    { records: [{ type: "ALIAS", recordType: "CNAME", name: "@", ttlSeconds: 60, resourceId: profileId }] },
    /use the record type A/,
  ],
  ["a lifetime of nothing", { records: [{ ...a("www"), ttlSeconds: 0 }] }, /at least 1 second/],
  ["a zone with a dot at its end", { zoneName: "example.com." }, /no dot at its end/],
  ["a tag that DNS does not take", { tags: { "cost center": "7" } }, /on DNS zones a tag name has no space/],
];
for (const [what, change, message] of refused) {
  test(`refuses ${what}`, () => {
    assert.throws(() => new DnsZone("dns", { ...dnsZoneArgs, ...change }), message);
  });
}
