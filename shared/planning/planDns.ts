import type { PlannedResource, RecordTarget } from "../contracts/plan.js";
import type { Correction } from "../contracts/request.js";
import type { Topology } from "./expandTopology.js";
import { logicalNameIn, type PlanContext } from "./planContext.js";
import type { PlanFault } from "./planFault.js";
import { placeIn, writtenIn, type Planned } from "./planned.js";
import { resolved, type Resolution } from "./resolution.js";
import { byDefault, byRule, type Chain, type Why } from "./why.js";

type DnsZone = Extract<PlannedResource, { kind: "dns-zone" }>;
type Record = DnsZone["args"]["records"][number];
type Target = Exclude<RecordTarget, { kind: "literal" }>;

/** A domain name as a zone and a record in it; a name of two labels is a zone alone. */
interface Domain {
  readonly fqdn: string;
  readonly zone: string;
  readonly record?: string;
  /** Who asked for it, and for the zone. */
  readonly why: { readonly zone: Chain; readonly name: Chain };
}

/** What names of a stack may lead to: what decides which region answers, else the primary region's ingress. */
interface Answering {
  readonly traffic: Pick<PlannedResource, "logicalName"> | undefined;
  readonly ingress: Pick<PlannedResource, "logicalName"> | undefined;
}

/**
 * DNS zones of the plan and their records. `auth.europe.connectsoft.io` is the record `auth` in the zone
 * `europe.connectsoft.io`; names in one zone share it. A record points at what decides which region answers, or follows
 * the address that the first cluster's ingress takes; without a cluster nothing in the stack can answer, so the zone
 * stays without the record, and that is recorded.
 */
export function planDns(
  context: PlanContext,
  { domains }: Topology,
  answering: Answering,
): Resolution<Planned<DnsZone>[]> {
  const named = domains.map((wish) => ({ wish, fqdn: wish.entry.fqdn.toLowerCase().replace(/\.$/, "") }));
  const names = named.map(({ fqdn }) => fqdn);
  const faults = named.flatMap(({ wish, fqdn }, index) => [
    ...(isDomain(fqdn) ? [] : [invalidDomain(wish, fqdn)]),
    ...(names.indexOf(fqdn) < index ? [duplicate(wish, fqdn)] : []),
  ]);
  const parsed = named
    .filter(({ fqdn }, index) => names.indexOf(fqdn) === index && isDomain(fqdn))
    .map(({ wish, fqdn }) => parseDomain(fqdn, wish, context));
  const records = parsed.filter(({ record }) => record !== undefined);
  const target = targetOf(answering, records.length, context);
  const zones = [...new Set(parsed.map(({ zone }) => zone))];
  return resolved(
    zones.map((zone, index) =>
      planZone(
        context,
        index + 1,
        parsed.filter((domain) => domain.zone === zone),
        target,
        answering.traffic === undefined
          ? "answered by the first cluster's ingress"
          : "answered by the region that is well",
      ),
    ),
    target === undefined ? records.map(({ fqdn }) => withoutTarget(fqdn)) : [],
    faults,
  );
}

/**
 * A name that follows an address never outlives it; a profile is named instead, and so is an address that more records
 * lead to than may follow it. Source: https://learn.microsoft.com/azure/dns/dns-alias
 */
function targetOf({ traffic, ingress }: Answering, count: number, { knowledge }: PlanContext): Target | undefined {
  const named = traffic ?? ingress;
  if (named === undefined) return undefined;
  const { logicalName } = named;
  return traffic === undefined && count <= knowledge.dns.mostAliases
    ? { kind: "resource", logicalName }
    : { kind: "output", logicalName, output: "fqdn" };
}

/** One zone with the records of all its domains; the first domain is why there is a zone. */
function planZone(
  context: PlanContext,
  ordinal: number,
  domains: readonly Domain[],
  target: Target | undefined,
  answer: string,
): Planned<DnsZone> {
  const mode = context.request.replication.dns ?? "single";
  const ttlSeconds = context.knowledge.dns.ttlSeconds[mode];
  const answered = domains.flatMap(({ record, why }) =>
    record === undefined || target === undefined ? [] : [{ name: record, why: why.name, target }],
  );
  return {
    resource: {
      kind: "dns-zone",
      logicalName: logicalNameIn(context, "dns", ordinal),
      name: domains[0]?.zone ?? "",
      args: {
        records: answered.map((record): Record => ({
          name: record.name,
          type: record.target.kind === "resource" ? "A" : "CNAME",
          ttlSeconds,
          target: record.target,
        })),
      },
    },
    why: {
      "": domains[0]?.why.name ?? [],
      name: domains[0]?.why.zone ?? [],
      "args.records": byRule("PlanDns", "none yet: nothing in this stack can answer under the name"),
      ...Object.fromEntries(answered.flatMap(({ why }, index) => Object.entries(recordWhy(index, why, mode, answer)))),
    },
  };
}

function recordWhy(index: number, name: Chain, mode: "single" | "failover", answer: string): Why {
  const record = `args.records.${index}`;
  return {
    [record]: byRule("PlanDns", answer),
    [`${record}.name`]: name,
    [`${record}.ttlSeconds`]: byDefault("dns.yaml", `ttlSeconds.${mode}`),
  };
}

/** A name in the longest of the request's zones that it lies in; else in the zone after its first label. */
function parseDomain(fqdn: string, wish: Topology["domains"][number], { request, inputs }: PlanContext): Domain {
  const name = writtenIn(wish, "fqdn", "fqdn", inputs);
  const known = (request.dnsZones ?? []).map((zone) => zone.toLowerCase().replace(/\.$/, ""));
  const [mapped] = known
    .filter((zone) => fqdn === zone || fqdn.endsWith(`.${zone}`))
    .sort((a, b) => b.length - a.length);
  const [, ...rest] = fqdn.split(".");
  const zone = mapped ?? (rest.length < 2 ? fqdn : rest.join("."));
  const why = {
    name,
    zone: mapped === undefined ? zoneByRule(fqdn, zone, name) : inputs("/dnsZones", "dns_domain_map.zones"),
  };
  return zone === fqdn ? { fqdn, zone, why } : { fqdn, zone, record: fqdn.slice(0, -zone.length - 1), why };
}

function zoneByRule(fqdn: string, zone: string, name: Chain): Chain {
  if (zone === fqdn) return name;
  return [...name, ...byRule("PlanDns", "request: fqdn without its first label", { replaced: { value: fqdn } })];
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

function duplicate(wish: Topology["domains"][number], name: string): PlanFault {
  return {
    at: placeIn(wish, "fqdn"),
    rule: "duplicate-entry",
    detail: `${name} is planned twice.`,
    remedy: "Remove one of the two.",
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
