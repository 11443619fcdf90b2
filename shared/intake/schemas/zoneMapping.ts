import { z } from "zod";
import { Region } from "./names.js";
import { Zones } from "./topology.js";
import { worded } from "./wording.js";

/** `zone-mapping.yaml`: availability zones, for the region of the run or by region. */
export const ZoneMapping = worded(
  z.strictObject({
    zones: worded(z.union([Zones, z.record(Region, Zones)]), {
      title: "a zone mapping",
      remedy: "A list of zones for the run's region, or such lists by region.",
      examples: ["[1, 2]", "{westeurope: [1, 2, 3]}"],
    }),
  }),
  { title: "a zone mapping", remedy: "zones: for the run's region, or by region." },
).meta({ id: "ZoneMapping" });
export type ZoneMapping = z.infer<typeof ZoneMapping>;
