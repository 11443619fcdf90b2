import { z } from "zod";
import { Replication as ReplicationFields } from "../../contracts/request.js";
import { Environment, Region, SecondaryRegion } from "./names.js";
import { anyCase, worded } from "./wording.js";

const Zone = worded(z.union([z.enum(["1", "2", "3"]), z.number()]).transform(String), {
  title: "an availability zone",
  remedy: "One of 1, 2, 3.",
  isAsWritten: true,
});

export const Zones = worded(z.array(Zone).max(3), {
  title: "a list of zones",
  remedy: "Availability zones, such as [1, 2].",
});

/** `cloud-region-map.yaml`: where to deploy. */
export const RegionPair = z.strictObject({
  primary_region: worded(Region, { spellings: ["primary", "default"] }),
  secondary_region: worded(SecondaryRegion, { spellings: ["secondary", "failover"] }).optional(),
  zones: Zones.optional(),
});
export type RegionPair = z.infer<typeof RegionPair>;

/** `cloud-region-map.yaml` by environment. */
export const RegionTopology = z.strictObject({ regions: z.partialRecord(Environment, RegionPair) });
export type RegionTopology = z.infer<typeof RegionTopology>;

export const CloudRegionMap = worded(z.union([RegionPair, RegionTopology]), {
  title: "a region map",
  remedy: "primary_region, secondary_region and zones; or `regions` with these by environment.",
}).meta({ id: "CloudRegionMap" });
export type CloudRegionMap = z.infer<typeof CloudRegionMap>;

const { storage, dns, observability } = ReplicationFields.shape;

export const Replication = worded(
  z.strictObject({
    storage: worded(storage.unwrap(), anyCase("a replication of storage", storage.unwrap().options)).optional(),
    dns: worded(dns.unwrap(), anyCase("a replication of DNS", dns.unwrap().options)).optional(),
    observability: worded(
      observability.unwrap(),
      anyCase("a replication of monitoring", observability.unwrap().options),
    ).optional(),
  }),
  {
    title: "a replication strategy",
    remedy: "Any of storage, dns and observability; without it everything stays in one region.",
  },
).meta({ id: "Replication" });
