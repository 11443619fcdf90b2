import type { PlannedResource, RecordTarget } from "../contracts/plan.js";
import type { Fault } from "../contracts/problem.js";
import type { Correction } from "../contracts/request.js";
import type { Topology } from "./expandTopology.js";
import { numbered, type PlanContext } from "./planContext.js";
import { resolved, type Resolution } from "./resolution.js";

type DnsZone = Extract<PlannedResource, { kind: "dns-zone" }>;
type Record = DnsZone["args"]["records"][number];

/** A domain name as a zone and a record in it; a name of two labels is a zone alone. */
interface Domain {
  readonly fqdn: string;
  readonly zone: string;
  readonly record?: string;
}

/**
 * DNS zones of the plan and their records. `auth.europe.connectsoft.io` is the record `auth` in the zone
 * `europe.connectsoft.io`; names in one zone share it. A record points at the first cluster's address; without a
 * cluster nothing in the stack can answer, so the zone stays without the record, and that is recorded.
 */
export function planDns(context: PlanContext, { domains, clusters }: Topology): Resolution<DnsZone[]> {
  const names = domains.map(({ fqdn }) => fqdn.toLowerCase().replace(/\.$/, ""));
  const faults = names.flatMap((name, index) => [
    ...domainFaults(name),
    ...(names.indexOf(name) < index ? [duplicate(name)] : []),
  ]);
  const parsed = [...new Set(names)].filter((name) => domainFaults(name).length === 0).map(parseDomain);
  const target: RecordTarget | undefined =
    clusters.length > 0 ? { kind: "output", logicalName: "cluster", output: "fqdn" } : undefined;
  const zones = [...new Set(parsed.map(({ zone }) => zone))];
  return resolved(
    zones.map((zone, index) =>
      planZone(
        context,
        zone,
        index + 1,
        parsed.filter((domain) => domain.zone === zone),
        target,
      ),
    ),
    target === undefined
      ? parsed.filter(({ record }) => record !== undefined).map(({ fqdn }) => withoutTarget(fqdn))
      : [],
    faults,
  );
}

function planZone(
  { request, knowledge }: PlanContext,
  zone: string,
  ordinal: number,
  domains: readonly Domain[],
  target: RecordTarget | undefined,
): DnsZone {
  const mode = request.replication.dns ?? "single";
  const ttlSeconds = knowledge.dns.ttlSeconds[mode];
  const records = domains.flatMap(({ record }): Record[] =>
    record === undefined || target === undefined ? [] : [{ name: record, type: "CNAME", ttlSeconds, target }],
  );
  return {
    kind: "dns-zone",
    logicalName: numbered("dns", ordinal),
    name: zone,
    args: { records },
    why: {
      zoneName: "request: fqdn without its first label",
      records:
        records.length > 0
          ? `request: fqdn; dns.yaml: ttl of ${mode} records`
          : "none yet: nothing in this stack can answer under the name",
    },
  };
}

function parseDomain(fqdn: string): Domain {
  const [record, ...rest] = fqdn.split(".");
  if (rest.length < 2 || record === undefined) return { fqdn, zone: fqdn };
  return { fqdn, zone: rest.join("."), record };
}

/** Source: RFC 1035 section 2.3.4 (63 octets a label, 253 characters a name), RFC 4592 (a wildcard comes first). */
function domainFaults(name: string): Fault[] {
  const labels = name.split(".");
  const isName =
    name.length <= 253 &&
    labels.length >= 2 &&
    labels.every((label, index) =>
      index === 0 && labels.length > 2 && label === "*" ? true : /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label),
    );
  if (isName) return [];
  return [
    {
      pointer: "#/infra_plan/dns/fqdn",
      rule: "invalid-domain",
      detail: `${JSON.stringify(name)} is not a fully qualified domain name.`,
      remedy: "Write labels of letters, digits and hyphens joined by dots, such as auth.europe.connectsoft.io.",
    },
  ];
}

function duplicate(name: string): Fault {
  return { pointer: "#/infra_plan/dns/fqdn", rule: "duplicate-entry", detail: `${name} is planned twice.` };
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
