import type { ArgumentSource, KindKnowledge } from "../contracts/kinds.js";
import type { ArgumentValue, PlannedResource } from "../contracts/plan.js";
import type { SettingValue } from "../contracts/request.js";
import type { Topology } from "./expandTopology.js";
import { holds } from "./holds.js";
import { lookup } from "./lookup.js";
import type { PlanContext } from "./planContext.js";
import type { PlanFault } from "./planFault.js";
import { placeIn, writtenIn } from "./planned.js";
import { resolved, type Resolution } from "./resolution.js";
import { below, byDefault, byRule, type Why } from "./why.js";

/** What the arguments of one described resource are decided from. */
export interface DescribedCase {
  readonly context: PlanContext;
  readonly kind: KindKnowledge;
  readonly wish: Topology["described"][number];
  /** The resource's own name. */
  readonly name: string;
  /** Resources whose outputs can be asked for, by what people call their kinds. */
  readonly others: ReadonlyMap<string, Pick<PlannedResource, "logicalName">>;
  /** What the arguments listed before came to. */
  readonly decided: ReadonlyMap<string, ArgumentValue>;
  /** The text that `each` is at. */
  readonly item?: string;
}

type Found = Resolution<ArgumentValue | undefined>;

/** One argument by its source; `undefined` where it is left out. `path` is its place in the kind's entry. */
export function describedArgument(source: ArgumentSource, of: DescribedCase, path: string): Found {
  if ("list" in source)
    return listOf(source.list.map((each, index) => describedArgument(each, of, `${path}.${index}`)));
  if ("object" in source) return objectOf(source.object, of, path);
  if ("each" in source) {
    const texts = lookup(of.wish.entry.settings, source.each);
    const items = Array.isArray(texts) ? texts : [];
    return listOf(items.map((item) => describedArgument(source.as, { ...of, item }, path)));
  }
  if ("setting" in source) return bySetting(source, of, path);
  if ("value" in source) return plain(chosen(source.value, of), byDefault(fileOf(of), path));
  if ("fact" in source) return byFact(source.fact, of);
  if ("replication" in source) return byReplication(source, of);
  if ("when" in source) {
    const branch = holds(source.when, of) ? "then" : "else";
    return describedArgument(source[branch], of, `${path}.${branch}`);
  }
  if ("item" in source) return plain(of.item, written(of, "item"));
  return outputOf(source, of);
}

function bySetting(
  { setting, default: fallback }: Extract<ArgumentSource, { setting: string }>,
  of: DescribedCase,
  path: string,
): Found {
  const value = lookup(of.wish.entry.settings, setting);
  if (value !== undefined) return plain(value, written(of, setting));
  const missing: PlanFault = {
    at: placeIn(of.wish),
    missing: setting,
    rule: "missing-setting",
    detail: `${of.kind.kind}: ${setting} must be set.`,
    remedy: `Add ${setting}: ${lookup(of.kind.settings, setting)?.about ?? "see the reference of the kind"}`,
  };
  if (of.kind.required.includes(setting)) return resolved(undefined, [], [missing]);
  if (fallback === undefined) return resolved(undefined);
  const decided = chosen(fallback, of);
  return {
    ...plain(decided, byDefault(fileOf(of), `${path}.default`)),
    corrections: [
      {
        action: "DefaultedSetting",
        field: `infra_plan.${of.kind.kind}.${setting}`,
        valueApplied: decided,
        reason: `default of ${of.kind.title} (${fileOf(of)})`,
      },
    ],
  };
}

function byFact(fact: Extract<ArgumentSource, { fact: string }>["fact"], { context, name }: DescribedCase): Found {
  const { request, environment, site, inputs } = context;
  const zones = request.regions.zones.filter((zone) => site.region.zones.includes(zone));
  const fromZones = inputs("/regions/zones", "zones");
  const isProduction = environment.class === "production";
  switch (fact) {
    case "zones":
      return plain([...zones], fromZones);
    case "hasZones":
      return plain(zones.length > 0, fromZones);
    case "secondaryRegion":
      // What stands in the secondary region has none beside it.
      return plain(
        site.role === "primary" ? request.regions.secondary : undefined,
        inputs("/regions/secondary", "secondary_region"),
      );
    case "isProduction":
      return plain(isProduction, byDefault("environments.yaml", `environments.${request.environment}.class`));
    case "component":
      return plain(site.parts.component.short, inputs("/component", "component"));
    case "name":
      return plain(name, byRule("NamingResolverSkill", "the resource's own name"));
  }
}

function byReplication(
  { replication, values, default: fallback }: Extract<ArgumentSource, { replication: string }>,
  of: DescribedCase,
): Found {
  const asked = of.context.request.replication[replication];
  if (asked === undefined) return plain(fallback, byDefault(fileOf(of), "arguments"));
  const value = lookup(values, asked);
  const why = of.context.inputs(`/replication/${replication}`, `replication.${replication}`);
  const mismatch: PlanFault = {
    at: `/replication/${replication}`,
    rule: "replication-mismatch",
    detail: `${of.kind.title} is not there with ${replication} ${asked}.`,
    remedy: `Choose one of ${Object.keys(values).join(", ")}, or plan it in a stack of its own.`,
  };
  return value === undefined ? resolved(undefined, [], [mismatch]) : plain(value, why);
}

function outputOf(
  { output, of: kind, required }: Extract<ArgumentSource, { output: string }>,
  of: DescribedCase,
): Found {
  const other = of.others.get(kind);
  if (other !== undefined) {
    const why = byRule("TopologyExpander", `what ${other.logicalName} will turn out to be`);
    return resolved({ kind: "output", logicalName: other.logicalName, output }, [], [], { "": why });
  }
  const missing: PlanFault = {
    at: placeIn(of.wish),
    rule: "missing-resource",
    detail: `${of.kind.title} needs ${kind} in the same stack.`,
    remedy: `Add ${kind} to the plan.`,
  };
  return resolved(undefined, [], required ? [missing] : []);
}

function listOf(found: readonly Found[]): Found {
  const kept = found.filter(({ value }) => value !== undefined);
  return joined(
    found,
    { kind: "list", items: kept.flatMap(({ value }) => value ?? []) },
    kept.map(({ why }, index) => [String(index), why]),
  );
}

function objectOf(members: Readonly<Record<string, ArgumentSource>>, of: DescribedCase, path: string): Found {
  const found = Object.entries(members).map(
    ([name, source]) => [name, describedArgument(source, of, `${path}.${name}`)] as const,
  );
  const all = found.map(([, each]) => each);
  const isWhole = all.every(({ value }) => value !== undefined);
  const values = found.flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value] as const]));
  return joined(
    all,
    isWhole ? { kind: "object", members: Object.fromEntries(values) } : undefined,
    found.map(([name, { why }]) => [name, why]),
  );
}

function joined(
  parts: readonly Found[],
  value: ArgumentValue | undefined,
  whys: readonly (readonly [string, Why])[],
): Found {
  return resolved(
    value,
    value === undefined ? [] : parts.flatMap(({ corrections }) => corrections),
    parts.flatMap(({ faults }) => faults),
    Object.fromEntries(whys.flatMap(([name, why]) => Object.entries(below(name, why)))),
  );
}

function plain(value: SettingValue | undefined, why: Why[string]): Found {
  return value === undefined ? resolved(undefined) : resolved({ kind: "literal", value }, [], [], { "": why });
}

function chosen(
  value: SettingValue | { readonly production: SettingValue; readonly "non-production": SettingValue },
  { context }: DescribedCase,
): SettingValue {
  return typeof value === "object" && "production" in value ? value[context.environment.class] : value;
}

function written({ wish, context }: DescribedCase, setting: string): Why[string] {
  return writtenIn(wish, `settings/${setting}`, setting, context.inputs);
}

function fileOf({ kind }: DescribedCase): string {
  return `kinds/${kind.kind}.yaml`;
}
