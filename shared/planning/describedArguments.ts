import type { ArgumentSource, Condition, KindKnowledge } from "../contracts/kinds.js";
import type { ArgumentValue, PlannedResource } from "../contracts/plan.js";
import type { Correction, SettingValue } from "../contracts/request.js";
import { describedFact } from "./describedFact.js";
import type { Topology } from "./expandTopology.js";
import { holds } from "./holds.js";
import { lookup } from "../lookup.js";
import type { NetworkAddresses } from "./networkAddresses.js";
import { byClass, type PlanContext } from "./planContext.js";
import type { PlanFault } from "./planFault.js";
import { placeIn, writtenIn } from "./planned.js";
import { resolved, type Resolution } from "./resolution.js";
import { below, byDefault, byRule, outputRule, writtenOf, type Chain, type Why } from "./why.js";

/** What the arguments of one described resource are decided from. */
export interface DescribedCase {
  readonly context: PlanContext;
  readonly kind: KindKnowledge;
  readonly wish: Topology["described"][number];
  /** The resource's own name. */
  readonly name: string;
  /** Resources whose outputs can be asked for, by what people call their kinds. */
  readonly others: ReadonlyMap<string, Pick<PlannedResource, "logicalName">>;
  /** What the region's network has, if the resource is one. */
  readonly addresses?: NetworkAddresses;
  /** What the arguments listed before came to. */
  readonly decided: ReadonlyMap<string, ArgumentValue>;
  /** Who decided the arguments listed before. */
  readonly causes: ReadonlyMap<string, Chain>;
  /** The text that `each` is at, and where it stands. */
  readonly item?: { readonly text: string; readonly setting: string; readonly index: number };
}

type Found = Resolution<ArgumentValue | undefined>;

/** One argument by its source; `undefined` where it is left out. `path` is its place in the kind's entry. */
export function describedArgument(source: ArgumentSource, of: DescribedCase, path: string): Found {
  if ("list" in source)
    return listOf(
      source.list.map((each, index) => describedArgument(each, of, `${path}.list.${index}`)),
      byDefault(fileOf(of), `${path}.list`),
    );
  if ("concat" in source) {
    const parts = source.concat.map((each, index) => describedArgument(each, of, `${path}.concat.${index}`));
    return concatOf(parts, byDefault(fileOf(of), `${path}.concat`));
  }
  if ("object" in source) return objectOf(source.object, of, `${path}.object`);
  if ("each" in source) {
    const texts = lookup(of.wish.entry.settings, source.each);
    const items = Array.isArray(texts) ? texts : [];
    return listOf(
      items.map((text, index) =>
        describedArgument(source.as, { ...of, item: { text, setting: source.each, index } }, `${path}.as`),
      ),
      texts === undefined ? byDefault(fileOf(of), path) : written(of, source.each),
    );
  }
  if ("flag" in source) return byFlag(source, of, path);
  if ("setting" in source) return bySetting(source, of, path);
  if ("value" in source) return byChoice(source.value, of, `${path}.value`);
  if ("fact" in source) return plainFact(source, of);
  if ("replication" in source) return byReplication(source, of, path);
  if ("when" in source) {
    const branch = holds(source.when, of) ? "then" : "else";
    return because(causeOf(source.when, of), describedArgument(source[branch], of, `${path}.${branch}`));
  }
  if ("addresses" in source) {
    const found = of.addresses?.get(source.addresses);
    return found ? plain(found.value, found.why) : resolved(undefined);
  }
  if ("item" in source) return plain(of.item?.text, itemWhy(of));
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
  const decided = byChoice(fallback, of, `${path}.default`);
  const applied = decided.value?.kind === "literal" ? decided.value.value : undefined;
  return { ...decided, corrections: [defaultedSetting(of, setting, applied)] };
}

function defaultedSetting(of: DescribedCase, setting: string, valueApplied: SettingValue | undefined): Correction {
  return {
    action: "DefaultedSetting",
    field: `infra_plan.${of.kind.kind}.${setting}`,
    valueApplied,
    reason: `default of ${of.kind.title} (${fileOf(of)})`,
  };
}

/** What a flag lets be there, decided by whoever wrote it. */
function byFlag(
  { flag, default: fallback, then }: Extract<ArgumentSource, { flag: string }>,
  of: DescribedCase,
  path: string,
): Found {
  const value = lookup(of.wish.entry.settings, flag);
  const found =
    (value ?? fallback) === true ? describedArgument(then, of, `${path}.then`) : resolved<undefined>(undefined);
  if (value !== undefined) return because(written(of, flag), found);
  return { ...found, corrections: [defaultedSetting(of, flag, fallback), ...found.corrections] };
}

function plainFact(source: Extract<ArgumentSource, { fact: string }>, { context, name }: DescribedCase): Found {
  const { value, why } = describedFact(source, context, name);
  return plain(value, why);
}

function byReplication(
  { replication, values, default: fallback }: Extract<ArgumentSource, { replication: string }>,
  of: DescribedCase,
  path: string,
): Found {
  const asked = of.context.request.replication[replication];
  if (asked === undefined) return plain(fallback, byDefault(fileOf(of), `${path}.default`));
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
    const why = byRule(outputRule, `the stack's ${kind}, ${other.logicalName}`, { file: fileOf(of) });
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

/** `none` tells who decided that there is nothing in the list. */
function listOf(found: readonly Found[], none: Chain): Found {
  const kept = found.filter(({ value }) => value !== undefined);
  return joined(
    found,
    { kind: "list", items: kept.flatMap(({ value }) => value ?? []) },
    kept.length === 0 ? [["", { "": none }]] : kept.map(({ why }, index) => [String(index), why]),
  );
}

/** Lists, one after the other; plain while all of them are. */
function concatOf(parts: readonly Found[], none: Chain): Found {
  const items = parts.flatMap((part) => itemsOf(part));
  const texts = items.map(({ value }) => (value?.kind === "literal" ? value.value : undefined));
  const isPlain = texts.every((text) => typeof text === "string");
  const first = parts.find(({ why }) => why[""] !== undefined)?.why[""] ?? none;
  const { value, why } = listOf(items, first);
  const { corrections, faults } = joined(parts, value, []);
  if (!isPlain) return resolved(value, corrections, faults, why);
  return resolved({ kind: "literal", value: texts }, corrections, faults, { "": first });
}

/** The items of a list, each with its own reasons. */
function itemsOf({ value, why }: Found): Found[] {
  const whole = why[""] ?? [];
  if (value?.kind === "list")
    return value.items.map((item, index) => resolved(item, [], [], { "": lookup(why, String(index)) ?? whole }));
  if (value?.kind !== "literal" || !Array.isArray(value.value)) return [];
  return value.value.map((text) => resolved({ kind: "literal", value: text }, [], [], { "": whole }));
}

function objectOf(members: Readonly<Record<string, ArgumentSource>>, of: DescribedCase, path: string): Found {
  const found: (readonly [string, Found])[] = [];
  for (const [name, source] of Object.entries(members)) {
    const member = describedArgument(source, of, `${path}.${name}`);
    found.push([name, member]);
    if (member.value === undefined && member.faults.length === 0) break;
  }
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
    Object.fromEntries(whys.flatMap(([name, why]) => Object.entries(name === "" ? why : below(name, why)))),
  );
}

function plain(value: SettingValue | undefined, why: Why[string]): Found {
  return value === undefined ? resolved(undefined) : resolved({ kind: "literal", value }, [], [], { "": why });
}

/** A value of the entry, or the one it has for the environment's class. */
function byChoice(
  value: SettingValue | { readonly production: SettingValue; readonly "non-production": SettingValue },
  of: DescribedCase,
  path: string,
): Found {
  const { context } = of;
  if (typeof value !== "object" || !("production" in value)) return plain(value, byDefault(fileOf(of), path));
  const { class: environmentClass } = context.environment;
  return plain(value[environmentClass], byClass(context, fileOf(of), `${path}.${environmentClass}`));
}

/** What a condition looked at of what the caller wrote. */
export function causeOf(
  condition: Condition,
  { causes, context: { request, site, inputs, network } }: DescribedCase,
): Chain {
  if ("argument" in condition) return causes.get(condition.argument) ?? [];
  if ("replication" in condition) {
    const { replication } = condition;
    if (request.replication[replication] === undefined) return [];
    return inputs(`/replication/${replication}`, `replication.${replication}`);
  }
  if ("network" in condition) return network?.why ?? [];
  const isNamed = condition.region === "secondary" && request.regions.secondary !== undefined;
  return isNamed ? inputs("/regions/secondary", "secondary_region") : site.why;
}

/** What was found, by what made it be looked for there. */
function because(cause: Chain, { why, ...found }: Found): Found {
  const from = writtenOf(cause);
  if (from.length === 0) return { ...found, why };
  return { ...found, why: Object.fromEntries(Object.entries(why).map(([at, chain]) => [at, [...from, ...chain]])) };
}

function written({ wish, context }: DescribedCase, setting: string): Why[string] {
  return writtenIn(wish, `settings/${setting}`, setting, context.inputs);
}

/** Who wrote the text that `each` is at. */
function itemWhy({ wish, item, context }: DescribedCase): Chain {
  if (item === undefined) return [];
  const field = `infra_plan.${wish.entry.of}.${item.setting}`;
  return wish.at === undefined ? wish.why : context.inputs(`${wish.at}/settings/${item.setting}/${item.index}`, field);
}

function fileOf({ kind }: DescribedCase): string {
  return `kinds/${kind.kind}.yaml`;
}
