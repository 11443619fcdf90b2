import type { PlannedResource, RecordTarget } from "../contracts/plan.js";
import type { Correction } from "../contracts/request.js";
import type { Topology } from "./expandTopology.js";
import { logicalNameIn, type PlanContext } from "./planContext.js";
import type { PlanFault } from "./planFault.js";
import { placeIn, type Planned } from "./planned.js";
import { resolved, type Resolution } from "./resolution.js";
import { byDefault, byRule, type Chain, type Why } from "./why.js";
import { domainName, inUppermostZones, takesOrganisationZone, zoneOfDomain, type Domain } from "./zoneOfDomain.js";

type DnsZone = Extract<PlannedResource, { kind: "dns-zone" }>;
type Record = DnsZone["args"]["records"][number];
type Target = Exclude<RecordTarget, { kind: "literal" }>;

/** What names of a stack may lead to: what decides which region answers, else the primary region's ingress. */
interface Answering {
  readonly traffic: Pick<PlannedResource, "logicalName"> | undefined;
  readonly ingress: Pick<PlannedResource, "logicalName"> | undefined;
}

/**
 * DNS zones of the plan and their records. `auth.europe.connectsoft.io` is the record `auth` in the zone
 * `europe.connectsoft.io`; names in one zone share it, a zone below another one of the stack is not made, and a name
 * directly below the organisation's zone is its own. A record points at what decides which region answers, or follows
 * the address that the first cluster's ingress takes; without a cluster nothing in the stack can answer, so the zone
 * stays without the record, and that is recorded.
 */
export function planDns(
  context: PlanContext,
  { domains }: Topology,
  answering: Answering,
): Resolution<Planned<DnsZone>[]> {
  const named = domains.map((wish) => ({ wish, fqdn: domainName(wish.entry.fqdn) }));
  const names = named.map(({ fqdn }) => fqdn);
  const faults = named.flatMap(({ wish, fqdn }, index) => [
    ...(isDomain(fqdn) ? [] : [invalidDomain(wish, fqdn)]),
    ...(takesOrganisationZone(fqdn, context) ? [organisationZone(wish, fqdn, context)] : []),
    ...(names.indexOf(fqdn) < index ? [duplicate(wish, fqdn)] : []),
  ]);
  const sound = named
    .filter(({ fqdn }, index) => names.indexOf(fqdn) === index && isDomain(fqdn))
    .map(({ wish, fqdn }) => ({ wish, domain: zoneOfDomain(fqdn, wish, context) }));
  const alone = sound.map(({ domain }) => domain);
  const parsed = inUppermostZones(alone, context);
  const records = parsed.filter(({ record }) => record !== undefined);
  const zoneNames = sound.flatMap(({ wish, domain }) => (domain.record === "@" ? [wish] : []));
  const targets = targetsOf(answering, records.length, context);
  const zones = [...new Set(parsed.map(({ zone }) => zone))];
  return resolved(
    zones.map((zone, index) =>
      planZone(
        context,
        index + 1,
        parsed.filter((domain) => domain.zone === zone),
        targets,
        answering.traffic === undefined
          ? "answered by the first cluster's ingress"
          : "answered by the region that is well",
      ),
    ),
    [
      ...parsed.flatMap((domain, index) => (domain === alone[index] ? [] : [movedUp(domain, alone[index]?.zone)])),
      ...records.filter(({ record = "" }) => targets(record) === undefined).map(({ fqdn }) => withoutTarget(fqdn)),
    ],
    [...faults, ...followersFaults(answering, zoneNames, context)],
  );
}

/** What a record of some name leads to; nothing where nothing in the stack can answer. */
type Targets = (record: string) => Target | undefined;

/**
 * A name that follows an address never outlives it; a profile is named instead, and so is an address that more records
 * lead to than may follow it. A zone's own name can be no other name's: it always follows, or holds the address.
 * Source: https://learn.microsoft.com/azure/dns/dns-alias
 */
function targetsOf({ traffic, ingress }: Answering, count: number, { knowledge }: PlanContext): Targets {
  const named = traffic ?? ingress;
  if (named === undefined) return () => undefined;
  const { logicalName } = named;
  const mayFollow = count <= knowledge.dns.mostAliases;
  const follow: Target = { kind: "resource", logicalName };
  const byName: Target = { kind: "output", logicalName, output: "fqdn" };
  const byAddress: Target = { kind: "output", logicalName, output: "ipAddress" };
  if (traffic !== undefined) return (record) => (record === "@" ? follow : byName);
  return (record) => (mayFollow ? follow : record === "@" ? byAddress : byName);
}

/** How many names may share one profile as the names of zones, which can only follow it. */
function followersFaults(
  { traffic }: Answering,
  zoneNames: readonly Topology["domains"][number][],
  { knowledge }: PlanContext,
): PlanFault[] {
  if (traffic === undefined) return [];
  const { mostAliases, rootZone } = knowledge.dns;
  return zoneNames.slice(mostAliases).map((wish) => ({
    at: placeIn(wish, "fqdn"),
    rule: "too-many-names",
    detail: `At most ${mostAliases} names directly below ${rootZone} can fail over together.`,
    remedy: `Put further names one level deeper, such as auth.europe.${rootZone}, or into another request.`,
  }));
}

/** One zone with the records of all its domains; the first domain is why there is a zone. */
function planZone(
  context: PlanContext,
  ordinal: number,
  domains: readonly Domain[],
  targets: Targets,
  answer: string,
): Planned<DnsZone> {
  const { request, inputs } = context;
  const mode = request.replication.dns ?? "single";
  const asked = request.replication.dns === undefined ? [] : inputs("/replication/dns", "replication.dns");
  const ttlSeconds = context.knowledge.dns.ttlSeconds[mode];
  const answered = domains.flatMap(({ record, why }) => {
    const target = record === undefined ? undefined : targets(record);
    return record === undefined || target === undefined ? [] : [{ name: record, why: why.name, target }];
  });
  return {
    resource: {
      kind: "dns-zone",
      logicalName: logicalNameIn(context, "dns", ordinal),
      name: domains[0]?.zone ?? "",
      args: {
        records: answered.map((record): Record => ({
          name: record.name,
          type: record.target.kind === "output" && record.target.output === "fqdn" ? "CNAME" : "A",
          ttlSeconds,
          target: record.target,
        })),
      },
    },
    why: {
      "": domains[0]?.why.name ?? [],
      name: domains[0]?.why.zone ?? [],
      "args.records": byRule("PlanDns", "none yet: nothing in this stack can answer under the name"),
      ...Object.fromEntries(
        answered.flatMap(({ why }, index) => Object.entries(recordWhy(index, why, { mode, answer, asked }))),
      ),
    },
  };
}

function recordWhy(
  index: number,
  name: Chain,
  { mode, answer, asked }: { readonly mode: "single" | "failover"; readonly answer: string; readonly asked: Chain },
): Why {
  const record = `args.records.${index}`;
  return {
    [record]: byRule("PlanDns", answer, { from: asked }),
    [`${record}.name`]: name,
    [`${record}.ttlSeconds`]: [...asked, ...byDefault("dns.yaml", `ttlSeconds.${mode}`)],
  };
}

/** Source: RFC 1035 section 2.3.4 (63 octets a label, 253 characters a name), RFC 4592 (a wildcard comes first). */
function isDomain(name: string): boolean {
  const labels = name.split(".");
  return (
    name.length <= 253 &&
    labels.length >= 2 &&
    labels.every((label, index) =>
      index === 0 && labels.length > 2 && label === "*" ? true : /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label),
    )
  );
}

function invalidDomain(wish: Topology["domains"][number], name: string): PlanFault {
  return {
    at: placeIn(wish, "fqdn"),
    rule: "invalid-domain",
    detail: `${JSON.stringify(name)} is not a fully qualified domain name.`,
    remedy: "Write labels of letters, digits and hyphens joined by dots, such as auth.europe.connectsoft.io.",
  };
}

function organisationZone(wish: Topology["domains"][number], name: string, { knowledge }: PlanContext): PlanFault {
  const { rootZone } = knowledge.dns;
  return {
    at: placeIn(wish, "fqdn"),
    rule: "organisation-zone",
    detail: `${JSON.stringify(name)} needs the organisation's zone ${rootZone}, which would go when this stack goes.`,
    remedy: `Write a name below it, such as *.edition.${rootZone}; a stack that is to own ${rootZone} names it in dns_domain_map.zones.`,
  };
}

function duplicate(wish: Topology["domains"][number], name: string): PlanFault {
  return {
    at: placeIn(wish, "fqdn"),
    rule: "duplicate-entry",
    detail: `${name} is planned twice.`,
    remedy: "Remove one of the two.",
  };
}

function movedUp({ fqdn, zone }: Domain, valueBefore: string | undefined): Correction {
  return {
    action: "SharedDnsZone",
    field: "infra_plan.dns.fqdn",
    valueBefore,
    valueApplied: zone,
    reason: `${fqdn} is put into ${zone}, a zone of the stack too: a zone below it would have to be delegated there`,
  };
}

function withoutTarget(fqdn: string): Correction {
  return {
    action: "DeferredDnsRecord",
    field: "infra_plan.dns.fqdn",
    valueBefore: fqdn,
    valueApplied: null,
    reason: "nothing in the plan can answer under this name; the zone is made, the record waits for a cluster",
  };
}
