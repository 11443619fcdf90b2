import { z } from "zod";
import { ArtifactRef } from "./artifact.js";
import { RegionName } from "./identity.js";
import { PriceUnit } from "./prices.js";

const Amount = z.number().min(0);

const charged = {
  /** Its name in the Pulumi program. */
  resource: z.string(),
  /** Its name in Azure. */
  name: z.string(),
  /** What of it is billed. */
  what: z.string(),
  sku: z.string().optional(),
};

/** What one resource is billed for in a month, at a list price. */
export const CostRow = z.object({
  ...charged,
  quantity: z.number(),
  unit: PriceUnit,
  unitPrice: Amount,
  /** In the projection's currency, to the cent. */
  monthly: Amount,
  /** What the amount rests on besides the plan; absent when it is the plan alone. */
  assumption: z.string().optional(),
  /** The region whose list price it is; absent for one that is the same everywhere. */
  priceRegion: RegionName.optional(),
  /** When the source said so. */
  date: z.iso.date(),
  source: z.url(),
});
export type CostRow = z.infer<typeof CostRow>;

/** Something that is billed and has no price here. */
export const NotPriced = z.object({ ...charged, reason: z.string() });
export type NotPriced = z.infer<typeof NotPriced>;

/**
 * What a plan costs in a month at list prices, before anything is made. What has no price is named, never guessed: the
 * sum is the least that is known.
 */
export const CostProjection = z.object({
  version: z.literal(1),
  currency: z.string(),
  /** Which edition of the price list it was made by. */
  priceList: z.object({ version: z.string(), date: z.iso.date() }),
  /** The sum of all rows. */
  atLeast: Amount,
  rows: z.array(CostRow),
  notPriced: z.array(NotPriced),
  /** Resources that are not billed, and why. */
  free: z.array(z.object({ resource: z.string(), name: z.string(), reason: z.string() })),
});
export type CostProjection = z.infer<typeof CostProjection>;

/** A projection in one line. */
export const CostSummary = z.object({
  currency: z.string(),
  /** A month's sum of what has a price. */
  atLeast: Amount,
  /** How many charges have none. */
  notPriced: z.int().min(0),
});
export type CostSummary = z.infer<typeof CostSummary>;

/** A projection by claim check, with its summary. */
export const ProjectedCost = CostSummary.extend({ projection: ArtifactRef });
export type ProjectedCost = z.infer<typeof ProjectedCost>;
