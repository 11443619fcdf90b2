import type { KindKnowledge } from "../contracts/kinds.js";
import type { PlannedResource } from "../contracts/plan.js";
import type { Topology } from "./expandTopology.js";
import { decideArguments } from "./decideArguments.js";
import type { DescribedCase } from "./describedArguments.js";
import { lookup } from "../lookup.js";
import type { NetworkAddresses } from "./networkAddresses.js";
import { logicalNameIn, nameIn, type PlanContext } from "./planContext.js";
import type { PlanFault } from "./planFault.js";
import { placeIn, type Planned } from "./planned.js";
import { protectData } from "./protectData.js";
import { skuFaults } from "./skuFaults.js";
import { all, resolved, type Resolution } from "./resolution.js";
import { below, byDefault, type Why } from "./why.js";

type Described = Extract<PlannedResource, { kind: "described" }>;
type Wish = Topology["described"][number];

/** What people call the kinds that have code of their own. */
const entryNames: Readonly<Record<string, string>> = {
  "log-analytics": "monitoring",
  "key-vault": "keyvault",
  "dns-zone": "dns",
  "workload-identity": "managed-identity",
};

/**
 * Resources of the kinds that the knowledge describes: names by the entry's rule, arguments by their sources. `fixed`
 * are the other resources of the same region, whose outputs may be asked for, `addresses` what
 * the region's network has.
 */
export function planDescribed(
  context: PlanContext,
  { described }: Topology,
  fixed: readonly PlannedResource[],
  addresses: Resolution<NetworkAddresses>,
): Resolution<Planned<Described>[]> {
  const cases = described.map((wish) => {
    const same = described.filter(({ entry }) => entry.of === wish.entry.of);
    return { wish, ordinal: same.indexOf(wish) + 1, kind: lookup(context.knowledge.kinds, wish.entry.of) };
  });
  const others = new Map<string, Pick<PlannedResource, "logicalName">>();
  for (const resource of fixed) {
    const name = entryNames[resource.kind] ?? resource.kind;
    if (!others.has(name)) others.set(name, resource);
  }
  for (const { wish, kind, ordinal } of cases)
    if (kind && ordinal === 1) others.set(wish.entry.of, { logicalName: logicalNameIn(context, kind.logicalName) });

  const planned = all(
    cases.flatMap(({ wish, kind, ordinal }) =>
      kind ? [planOne({ context, kind, wish, others, addresses: addresses.value }, ordinal)] : [],
    ),
  );
  const faults = cases.flatMap(({ wish, kind, ordinal }) => {
    if (kind === undefined) return [unknownKind(wish, context)];
    return ordinal === kind.maxPerStack + 1 ? [tooMany(wish, kind)] : [];
  });
  return resolved(planned.value, planned.corrections, [...planned.faults, ...addresses.faults, ...faults]);
}

function planOne(
  about: Omit<DescribedCase, "name" | "decided" | "causes">,
  ordinal: number,
): Resolution<Planned<Described>> {
  const { context, kind, wish } = about;
  const name = nameIn(context, { kind: kind.kind, rule: kind.name.rule }, { ordinal });
  const { args, decided, causes } = decideArguments({ ...about, name: name.value });
  const protection = protectData({ ...about, name: name.value, decided, causes });
  const file = `kinds/${kind.kind}.yaml`;
  const why: Why = {
    "": wish.why,
    ...below("name", name.why),
    ...below("protection", protection.why),
    ...(kind.isRegional ? { region: context.site.why } : {}),
    ...Object.fromEntries(["label", "module", "outputs"].map((member) => [member, byDefault(file, member)])),
    nameArgument: byDefault(file, "name.argument"),
    ...Object.fromEntries(args.flatMap(([argument, each]) => Object.entries(below(`args.${argument}`, each.why)))),
  };
  const resource: Described = {
    kind: "described",
    of: kind.kind,
    logicalName: logicalNameIn(context, kind.logicalName, ordinal),
    name: name.value,
    ...(kind.isRegional ? { region: context.site.name } : {}),
    label: kind.label,
    module: kind.module,
    nameArgument: kind.name.argument,
    outputs: [...kind.outputs],
    ...(protection.value === undefined ? {} : { protection: protection.value }),
    args: Object.fromEntries(decided),
  };
  const steps = [name, protection, ...args.map(([, each]) => each)];
  return resolved(
    { resource, why },
    steps.flatMap(({ corrections }) => corrections),
    [...steps.flatMap(({ faults }) => faults), ...skuFaults({ context, kind, wish, decided })],
  );
}

function unknownKind(wish: Wish, { knowledge }: PlanContext): PlanFault {
  return {
    at: placeIn(wish),
    rule: "unknown-module",
    detail: `There is no module for ${JSON.stringify(wish.entry.of)}.`,
    remedy: `Described kinds are ${Object.keys(knowledge.kinds).sort().join(", ") || "not there yet"}.`,
  };
}

function tooMany(wish: Wish, { kind, maxPerStack }: KindKnowledge): PlanFault {
  return {
    at: placeIn(wish),
    rule: "quota-exceeded",
    detail: `The plan has more than ${maxPerStack} of ${kind}.`,
    remedy: `Plan at most ${maxPerStack} in one stack.`,
  };
}
