import type { CostProjection, CostRow, CostSummary, NotPriced } from "../contracts/cost.js";
import type { PlannedResource, ResolvedPlan } from "../contracts/plan.js";
import type { PricesKnowledge, PriceUnit } from "../contracts/prices.js";
import { chargesOf, type Due } from "./chargesOf.js";
import { lookup } from "../lookup.js";
import { priceOf } from "./priceOf.js";

/**
 * What a plan costs in a month at list prices. Pure. Each resource is charged for what its kind is billed for, and for
 * nothing twice; what has no price is in `notPriced` and in no sum.
 * Source: specification section 10, `cost_estimate_required`.
 */
export function projectCost({ resources }: Pick<ResolvedPlan, "resources">, prices: PricesKnowledge): CostProjection {
  const charged = resources.flatMap((resource) => chargeAll(resource, prices));
  const rows = charged.flatMap((each) => ("monthly" in each ? [each] : []));
  return {
    version: 1,
    currency: prices.currency,
    priceList: { version: prices.version, date: prices.date },
    atLeast: rows.reduce((cents, { monthly }) => cents + Math.round(monthly * 100), 0) / 100,
    rows,
    notPriced: charged.flatMap((each) => ("monthly" in each ? [] : [each])),
    free: resources.flatMap((resource) => {
      const billing = lookup(prices.kinds, kindOf(resource));
      return billing && "free" in billing ? [{ ...namesOf(resource), reason: billing.free }] : [];
    }),
  };
}

/** A projection in one line. */
export function costSummary({ currency, atLeast, notPriced }: CostProjection): CostSummary {
  return { currency, atLeast, notPriced: notPriced.length };
}

function chargeAll(resource: PlannedResource, prices: PricesKnowledge): (CostRow | NotPriced)[] {
  const kind = kindOf(resource);
  const billing = lookup(prices.kinds, kind);
  if (billing === undefined)
    return [{ ...namesOf(resource), what: "everything", reason: `the price list does not say how ${kind} is billed` }];
  return "free" in billing ? [] : chargesOf(resource, billing.charges).map((due) => chargeOne(resource, due, prices));
}

function chargeOne(resource: PlannedResource, due: Due, prices: PricesKnowledge): CostRow | NotPriced {
  const { meter, what, sku, quantity } = due;
  const charged = { ...namesOf(resource), what, ...(sku === undefined ? {} : { sku }) };
  const price = priceOf(prices, due, resource.region);
  if (price === undefined) {
    const place = resource.region === undefined ? "" : ` in ${resource.region} or a region that stands in for it`;
    const reason = lookup(prices.unpriced, meter) ?? `the price list has no price of ${sku ?? meter}${place}`;
    return { ...charged, reason };
  }
  const isElsewhere = price.region !== undefined && price.region !== resource.region;
  const place = resource.region === undefined ? "" : `; the price list has none for ${resource.region}`;
  const assumptions = [
    ...(due.assumption === undefined ? [] : [due.assumption]),
    ...(isElsewhere ? [`the list price of ${price.region ?? ""}${place}`] : []),
  ];
  return {
    ...charged,
    quantity,
    unit: price.unit,
    unitPrice: price.amount,
    monthly: Math.round(quantity * unitsPerMonth(price.unit, prices) * price.amount * 100) / 100,
    ...(assumptions.length === 0 ? {} : { assumption: assumptions.join("; ") }),
    ...(price.region === undefined ? {} : { priceRegion: price.region }),
    date: price.date,
    source: price.source,
  };
}

function unitsPerMonth(unit: PriceUnit, { hoursPerMonth }: PricesKnowledge): number {
  if (unit === "hour") return hoursPerMonth;
  return unit === "day" ? hoursPerMonth / 24 : 1;
}

const namesOf = ({ logicalName, name }: PlannedResource) => ({ resource: logicalName, name });

function kindOf(resource: PlannedResource): string {
  return resource.kind === "described" ? resource.of : resource.kind;
}
