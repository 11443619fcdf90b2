import type { CostProjection, CostSummary } from "../../shared/contracts/cost.js";
import type { Terminal } from "../terminal.js";
import { wrapped } from "./wrapped.js";

type Paper = Pick<Terminal, "colors" | "columns">;

/** What a plan costs, in one line: `at least 1190.80 USD a month; 7 charges have no price`. */
export function costLine({ atLeast, currency, notPriced }: CostSummary): string {
  const rest = notPriced === 1 ? "; 1 charge has no price" : `; ${notPriced} charges have no price`;
  return `at least ${atLeast.toFixed(2)} ${currency} a month${notPriced === 0 ? "" : rest}`;
}

/** A projection charge by charge: amounts with what they rest on, then what has no price. */
export function costLines({ rows, notPriced, currency, atLeast, priceList }: CostProjection, paper: Paper): string[] {
  const { bold, dim, yellow } = paper.colors;
  const amounts = rows.map(({ monthly }) => monthly.toFixed(2));
  const width = Math.max(0, ...amounts.map(({ length }) => length));
  const summary = costLine({ currency, atLeast, notPriced: notPriced.length });
  return [
    "",
    `  ${bold("cost")}       ${summary} ${dim(`(list prices, edition ${priceList.date})`)}`,
    ...rows.flatMap(({ resource, what, sku, assumption }, index) => [
      `    ${(amounts[index] ?? "").padStart(width)}  ${titleOf(resource, what, sku)}`,
      ...(assumption === undefined ? [] : [`      ${dim(wrapped(assumption, paper.columns, 6))}`]),
    ]),
    ...(notPriced.length === 0 ? [] : [`    ${yellow("not priced")}`]),
    ...notPriced.map(
      ({ resource, what, sku, reason }) =>
        `      ${wrapped(`${titleOf(resource, what, sku)}: ${reason}`, paper.columns, 8)}`,
    ),
  ];
}

const titleOf = (resource: string, what: string, sku: string | undefined): string =>
  `${resource}: ${what}${sku === undefined ? "" : `, ${sku}`}`;
