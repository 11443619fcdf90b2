import { z } from "zod";
import { RegionName } from "./identity.js";
import { KindName } from "./kindName.js";
import { edition, Pattern } from "./knowledgeParts.js";

/** Names what is counted for a bill (`vm`, `blob-hot`); several kinds may share one. */
const MeterName = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);

/** What a price is for one of. Of hours and days a month has as many as the price list says. */
export const PriceUnit = z.enum(["hour", "day", "month", "GB", "GB month", "10,000 operations", "100,000 operations"]);
export type PriceUnit = z.infer<typeof PriceUnit>;

/** An argument of a planned resource (`storageSizeGb`); with `each`, of its item where that has it. */
const Argument = z.string().regex(/^[a-z][A-Za-z0-9]*$/);

/** Something that a kind is billed for. */
export const Charge = z.strictObject({
  meter: MeterName,
  /** As people read it; `{name}` is the argument of that name. */
  what: z.string().min(1),
  /** A list argument: the charge is made for each of its items. */
  each: Argument.optional(),
  /** Only where the argument holds something; or where it matches, or is above a number. */
  when: z.strictObject({ argument: Argument, matches: Pattern.optional(), above: z.number().optional() }).optional(),
  /** The argument whose value selects among the prices of the meter. */
  sku: Argument.optional(),
  /** How many units: a number that is assumed, or an argument; of a list its length. */
  quantity: z.union([z.number().positive(), Argument]).default(1),
  /** An argument under which everything is there twice (a standby, a replica). */
  twiceWhen: Argument.optional(),
  /** What the quantity assumes, said to whoever reads the projection. */
  assumption: z.string().optional(),
});
export type Charge = z.infer<typeof Charge>;

const Amount = z.number().min(0).max(1_000_000);

const priced = {
  meter: MeterName,
  unit: PriceUnit,
  /** When the source said so. */
  date: z.iso.date(),
  source: z.url(),
};

/** Prices of one meter from one source: one price, or one by SKU or by region. Without a region it is the same everywhere. */
export const Price = z.union([
  z.strictObject({ ...priced, region: RegionName.optional(), amount: Amount }),
  z.strictObject({ ...priced, region: RegionName.optional(), bySku: z.record(z.string(), Amount) }),
  z.strictObject({ ...priced, sku: z.string().optional(), byRegion: z.record(RegionName, Amount) }),
]);
export type Price = z.infer<typeof Price>;

const Prices = z.strictObject({
  ...edition,
  /** Of all amounts. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  hoursPerMonth: z.number().positive(),
  /** Whose prices stand for those of a region that has none here, in this order. */
  standInRegions: z.array(RegionName).min(1),
  /** What each kind is billed for, by the kind of the plan; or why it is not. */
  kinds: z.record(
    KindName,
    z.union([
      z.strictObject({ free: z.string().min(1), source: z.url() }),
      z.strictObject({ charges: z.array(Charge).min(1) }),
    ]),
  ),
  prices: z.array(Price),
  /** Why a meter has no price. */
  unpriced: z.record(MeterName, z.string().min(1)),
});

/** What resources cost at list prices: what each kind is billed for, and a price with its source for each meter. */
export const PricesKnowledge = Prices.superRefine(({ kinds, prices }, check) => {
  const problem = (path: (string | number)[], message: string): void => {
    check.addIssue({ code: "custom", path, message });
  };
  for (const [kind, billing] of Object.entries(kinds)) {
    const charges = "charges" in billing ? billing.charges : [];
    charges.forEach(({ what, quantity, assumption }, index) => {
      if (charges.findIndex((charge) => charge.what === what) < index)
        problem(["kinds", kind, "charges", index, "what"], `${what} is charged twice`);
      if (typeof quantity === "number" && quantity !== 1 && assumption === undefined)
        problem(["kinds", kind, "charges", index], "a quantity that is assumed needs its assumption");
    });
  }
  prices.forEach(({ meter, unit }, index) => {
    const first = prices.find((price) => price.meter === meter);
    if (first && first.unit !== unit) problem(["prices", index, "unit"], `${meter} is priced by ${first.unit} above`);
  });
});
export type PricesKnowledge = z.infer<typeof PricesKnowledge>;
