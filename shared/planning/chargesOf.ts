import type { ArgumentValue, PlannedResource } from "../contracts/plan.js";
import type { Charge } from "../contracts/prices.js";
import { lookup } from "../lookup.js";

/** A charge as it is made for one resource. */
export interface Due {
  readonly meter: string;
  readonly what: string;
  readonly sku?: string;
  readonly quantity: number;
  readonly assumption?: string;
}

type Argument = (name: string) => unknown;

/** What a resource is charged for: its kind's charges with the resource's own arguments. */
export function chargesOf(resource: PlannedResource, charges: readonly Charge[]): Due[] {
  const ofResource: Argument = (name) => argumentOf(resource, name);
  return charges.flatMap((charge) => {
    const items = charge.each === undefined ? [{}] : listOf(ofResource(charge.each));
    return items
      .map(
        (item): Argument =>
          (name) =>
            memberOf(item, name) ?? ofResource(name),
      )
      .filter((argument) => isDue(charge, argument))
      .map((argument) => due(charge, argument));
  });
}

function due({ meter, what, sku, quantity, twiceWhen, assumption }: Charge, argument: Argument): Due {
  const once = typeof quantity === "number" ? quantity : amountOf(argument(quantity));
  const selected = sku === undefined ? undefined : argument(sku);
  return {
    meter,
    what: what.replace(/\{([A-Za-z0-9]+)\}/g, (_, name: string) => textOf(argument(name))),
    ...(selected === undefined ? {} : { sku: textOf(selected) }),
    quantity: twiceWhen !== undefined && isThere(argument(twiceWhen)) ? once * 2 : once,
    ...(assumption === undefined ? {} : { assumption }),
  };
}

function isDue({ when }: Charge, argument: Argument): boolean {
  if (when === undefined) return true;
  const value = argument(when.argument);
  if (when.matches !== undefined) return new RegExp(when.matches, "u").test(textOf(value));
  return when.above === undefined ? isThere(value) : amountOf(value) > when.above;
}

/** An argument as plain data; what another resource will turn out to be is nothing yet. */
function argumentOf(resource: PlannedResource, name: string): unknown {
  if (resource.kind !== "described") return memberOf(resource.args, name);
  const value = lookup(resource.args, name);
  return value && plainOf(value);
}

function plainOf(value: ArgumentValue): unknown {
  switch (value.kind) {
    case "literal":
      return value.value;
    case "output":
    case "subnet":
      return undefined;
    case "list":
      return value.items.map(plainOf);
    case "object":
      return Object.fromEntries(Object.entries(value.members).map(([name, member]) => [name, plainOf(member)]));
  }
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? lookup(value as Record<string, unknown>, name) : undefined;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const amountOf = (value: unknown): number => (typeof value === "number" ? value : listOf(value).length);

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const isThere = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));
