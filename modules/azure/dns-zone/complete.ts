import { completeKind } from "../testing/completeKind.js";
import { dnsZoneArgs } from "../testing/examples.js";
import { DnsZone } from "./dnsZone.js";
import { DnsZoneArgs } from "./dnsZoneArgs.js";

/** For the tests that hold for all modules: everything that this one can declare. What people copy is `example.ts`. */
export const complete = [
  completeKind(DnsZone, DnsZoneArgs, "dns", {
    ...dnsZoneArgs,
    records: [
      { name: "www", type: "A", ttlSeconds: 300, target: "203.0.113.10" },
      { name: "www", type: "TXT", ttlSeconds: 300, values: ["owner=shop"] },
    ],
  }),
];
