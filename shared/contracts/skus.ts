import { z } from "zod";
import { RegionName } from "./identity.js";
import { KindName } from "./kindName.js";
import { edition } from "./knowledgeParts.js";

const series = {
  /** As messages say it (`the v5 sizes`). */
  name: z.string().min(1),
  skus: z.array(z.string().min(1)).min(1),
  /** When the source said so. */
  date: z.iso.date(),
  source: z.url(),
};

/** SKUs that Azure offers in the same regions: in some alone, everywhere but in some, or wherever nobody says otherwise. */
export const SkuSeries = z.union([
  z.strictObject({ ...series, onlyIn: z.array(RegionName).min(1) }),
  z.strictObject({ ...series, exceptIn: z.array(RegionName).min(1) }),
  /** Why no region is left out. */
  z.strictObject({ ...series, everywhere: z.string().min(1) }),
]);
export type SkuSeries = z.infer<typeof SkuSeries>;

const KindSkus = z.strictObject({
  /** The module's argument that takes the SKU, and the setting that a request writes it in. */
  argument: z.string(),
  /** The list argument whose items take it instead. */
  each: z.string().optional(),
  series: z.array(SkuSeries).min(1),
});
export type KindSkus = z.infer<typeof KindSkus>;

/** Which SKUs there are of a kind, and in which regions. */
export const SkusKnowledge = z.strictObject({
  ...edition,
  kinds: z.record(KindName, KindSkus),
  /** Kinds whose SKUs are not looked up by region, and why. */
  unrestricted: z.record(KindName, z.string().min(1)),
});
export type SkusKnowledge = z.infer<typeof SkusKnowledge>;
