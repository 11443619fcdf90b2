import type { Price, PricesKnowledge } from "../contracts/prices.js";
import { lookup } from "../lookup.js";

/** A price for one unit of a meter, and where it stands. */
export interface FoundPrice extends Pick<Price, "unit" | "date" | "source"> {
  readonly amount: number;
  /** Whose price it is; absent for one that is the same everywhere. */
  readonly region?: string;
}

/**
 * The price of a meter's SKU in a region: the region's own, else one that is the same everywhere, else that of the first
 * region that stands in and has one; none when nobody is known to have published it.
 */
export function priceOf(
  { prices, standInRegions }: PricesKnowledge,
  { meter, sku }: { readonly meter: string; readonly sku?: string },
  region: string | undefined,
): FoundPrice | undefined {
  const rows = prices.filter((price) => price.meter === meter);
  const places = [...(region === undefined ? [] : [region]), undefined, ...standInRegions];
  for (const place of places)
    for (const row of rows) {
      const amount = amountIn(row, sku, place);
      if (amount === undefined) continue;
      const { unit, date, source } = row;
      return { unit, date, source, amount, ...(place === undefined ? {} : { region: place }) };
    }
  return undefined;
}

/** What a row says of this SKU in exactly this region; without a region, of everywhere. */
function amountIn(row: Price, sku: string | undefined, place: string | undefined): number | undefined {
  if ("byRegion" in row) return place !== undefined && row.sku === sku ? lookup(row.byRegion, place) : undefined;
  if (row.region !== place) return undefined;
  if ("bySku" in row) return sku === undefined ? undefined : lookup(row.bySku, sku);
  return sku === undefined ? row.amount : undefined;
}
