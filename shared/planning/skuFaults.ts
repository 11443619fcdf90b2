import type { KindKnowledge } from "../contracts/kinds.js";
import type { ArgumentValue } from "../contracts/plan.js";
import type { KindSkus, SkuSeries } from "../contracts/skus.js";
import type { Topology } from "./expandTopology.js";
import { lookup } from "../lookup.js";
import { nearestSku } from "./nearestSku.js";
import type { PlanContext } from "./planContext.js";
import type { PlanFault, RequestPointer } from "./planFault.js";
import { placeIn } from "./planned.js";
import type { Chain } from "./why.js";

/** What of a described resource decides its SKU. */
interface SkuCase {
  readonly context: PlanContext;
  readonly kind: KindKnowledge;
  readonly wish: Topology["described"][number];
  readonly decided: ReadonlyMap<string, ArgumentValue>;
}

/**
 * SKUs that nobody offers, and those that Azure does not offer in the region they are planned for. Sizes are looked up only
 * where a published list is known; anything else is left to Azure.
 */
export function skuFaults(about: SkuCase): PlanFault[] {
  const known = lookup(about.context.knowledge.skus.kinds, about.kind.kind);
  if (known === undefined) return [];
  return [...new Set(plannedSkus(about.decided, known))].flatMap((sku) => skuFault(about, known, sku) ?? []);
}

function skuFault({ context, kind, wish }: SkuCase, known: KindSkus, sku: string): PlanFault | undefined {
  const { site } = context;
  const here = known.series.filter((series) => isIn(series, site.name)).flatMap(({ skus }) => skus);
  if (here.includes(sku)) return undefined;
  const series = known.series.find(({ skus }) => skus.includes(sku));
  const nearest = nearestSku(sku, here);
  const setting = `${known.argument}: ${nearest ?? ""}`;
  const isWritten = lookup(wish.entry.settings, known.argument) !== undefined;
  const region: RequestPointer = site.role === "primary" ? "/region" : "/regions/secondary";
  const at = [...(isWritten ? placeIn(wish, "settings", known.argument) : []), region, ...placeIn(wish)];
  if (series === undefined)
    return {
      at,
      rule: "unknown-sku",
      detail: `${JSON.stringify(sku)} is no size of ${kind.title} that is known (skus.yaml).`,
      remedy: nearest === undefined ? "There is none in this region." : `Write ${setting}, the nearest that there is.`,
    };
  const which = isWritten ? sku : `${sku}, the default of ${kind.title},`;
  return {
    at,
    rule: "sku-not-in-region",
    detail: `${which} is one of ${series.name}, which Azure does not offer in ${site.name}${placeOf(site.why)}, as of ${series.date} (skus.yaml).`,
    remedy:
      nearest === undefined
        ? `Choose another region: Azure has no ${kind.label} in this one.`
        : `Write ${setting}, the nearest that there is in ${site.name}, or choose another region.`,
  };
}

function isIn(series: SkuSeries, region: string): boolean {
  if ("onlyIn" in series) return series.onlyIn.includes(region);
  return "exceptIn" in series ? !series.exceptIn.includes(region) : true;
}

/** The SKUs that the module will receive, whoever chose them. */
function plannedSkus(decided: SkuCase["decided"], { argument, each }: KindSkus): string[] {
  if (each === undefined) return textOf(decided.get(argument));
  const list = decided.get(each);
  const items = list?.kind === "list" ? list.items : [];
  return items.flatMap((item) => (item.kind === "object" ? textOf(lookup(item.members, argument)) : []));
}

function textOf(value: ArgumentValue | undefined): string[] {
  return value?.kind === "literal" && typeof value.value === "string" ? [value.value] : [];
}

/** Where the region was written, in words. */
function placeOf(why: Chain): string {
  const origin = why.flatMap((each) => ("origin" in each && each.origin ? [each.origin] : []))[0];
  return origin === undefined ? "" : ` (${[origin.document, origin.pointer].filter(Boolean).join(" ")})`;
}
