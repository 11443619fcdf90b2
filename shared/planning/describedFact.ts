import type { ArgumentSource } from "../contracts/kinds.js";
import type { SettingValue } from "../contracts/request.js";
import { lookup } from "../lookup.js";
import { byClass, type PlanContext } from "./planContext.js";
import { requestedZones } from "./requestedZones.js";
import { byRule, writtenOf, type Chain } from "./why.js";

type FactSource = Extract<ArgumentSource, { fact: string }>;

/** A fact of the place that an argument takes, and who set it; `name` is the resource's own. */
export function describedFact(
  source: FactSource,
  context: PlanContext,
  name: string,
): { readonly value: SettingValue | undefined; readonly why: Chain } {
  const { request, environment, site, inputs } = context;
  const { offered: zones, why: fromZones } = requestedZones(context) ?? {
    offered: [],
    why: byRule("RequestedZones", "the request names no zones", { from: site.why }),
  };
  const fromSecondary = inputs("/regions/secondary", "secondary_region");
  switch (source.fact) {
    case "zones":
      return { value: [...zones], why: fromZones };
    case "hasZones":
      return { value: zones.length > 0, why: fromZones };
    case "secondaryRegion":
      // What stands in the secondary region has none beside it.
      return { value: site.role === "primary" ? request.regions.secondary : undefined, why: fromSecondary };
    case "regionNames": {
      const names = regionNames(context);
      return { value: names, why: names.length === 1 ? site.why : [...site.why, ...writtenOf(fromSecondary)] };
    }
    case "isProduction":
      return {
        value: environment.class === "production",
        why: byClass(context, "environments.yaml", "environments.{environment}.class"),
      };
    case "component":
      return { value: shaped(site.parts.component.short, source), why: inputs("/component", "component") };
    case "name": {
      const from = site.parts.from ?? [];
      return {
        value: shaped(name, source),
        why: byRule("NamingResolverSkill", "the resource's own name", { from }),
      };
    }
  }
}

/** As Azure writes them for people. A secondary region that the knowledge lacks is refused elsewhere. */
function regionNames({ request: { regions }, knowledge, site }: PlanContext): string[] {
  const secondary = site.role === "primary" ? regions.secondary : undefined;
  const beside = secondary === undefined ? undefined : lookup(knowledge.regions.regions, secondary);
  return [...new Set([site.region.displayName, ...(beside === undefined ? [] : [beside.displayName])])];
}

function shaped(text: string, { maxLength, suffix }: Extract<FactSource, { fact: "component" | "name" }>): string {
  return text.slice(0, maxLength) + suffix;
}
