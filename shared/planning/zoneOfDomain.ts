import type { Topology } from "./expandTopology.js";
import type { PlanContext } from "./planContext.js";
import { writtenIn } from "./planned.js";
import { byRule, type Chain } from "./why.js";

/** A domain name as a zone and a record in it; a zone that nothing is asked of has no record. */
export interface Domain {
  readonly fqdn: string;
  readonly zone: string;
  /** Relative to the zone; `@` is the zone's own name. */
  readonly record?: string;
  /** Who asked for it, and for the zone. */
  readonly why: { readonly zone: Chain; readonly name: Chain };
}

/** A name as it is compared: lower case, without the dot at its end. */
export function domainName(fqdn: string): string {
  return fqdn.toLowerCase().replace(/\.$/, "");
}

/**
 * The zone of a name: the longest of the request's zones that it lies in, else the one after its first label. The
 * organisation's own zone is no component's, which would take it away with itself: a name directly below it is a zone of
 * its own, which the organisation's zone delegates.
 */
export function zoneOfDomain(fqdn: string, wish: Topology["domains"][number], context: PlanContext): Domain {
  const { inputs, knowledge } = context;
  const name = writtenIn(wish, "fqdn", "fqdn", inputs);
  const mapped = mappedZone(fqdn, context);
  if (mapped !== undefined)
    return inZone(fqdn, mapped.zone, { name, zone: inputs(`/dnsZones/${mapped.index}`, "dns_domain_map.zones") });
  const [, ...rest] = fqdn.split(".");
  const after = rest.join(".");
  if (rest.length < 2) return inZone(fqdn, fqdn, { name, zone: name });
  if (after === knowledge.dns.rootZone) {
    const reason = `${after} is the organisation's zone, so a name directly below it is a zone of its own`;
    const zone = [...name, ...byRule("PlanDns", reason, { file: "dns.yaml", replaced: { value: after } })];
    return { fqdn, zone: fqdn, record: "@", why: { name, zone } };
  }
  const reason = "the component's domain name without its first label";
  const zone = [...name, ...byRule("PlanDns", reason, { replaced: { value: fqdn } })];
  return inZone(fqdn, after, { name, zone });
}

/**
 * Names whose zone would lie below another zone of the stack, in that one: a zone of their own would be found by nobody
 * before the upper one delegates it, and could not be delegated where a name of the upper one is called as it is.
 * Zones that the request itself names stay. Source: https://www.rfc-editor.org/rfc/rfc1034 (sections 3.6.2 and 4.2.1)
 */
export function inUppermostZones(domains: readonly Domain[], { request }: PlanContext): readonly Domain[] {
  const asked = new Set((request.dnsZones ?? []).map(domainName));
  const zones = new Set(domains.map(({ zone }) => zone));
  return domains.map((domain) => {
    const { fqdn, zone, why } = domain;
    const [upper] = zone
      .split(".")
      .map((_, index, labels) => labels.slice(index).join("."))
      .filter((above) => above !== zone && zones.has(above))
      .toReversed();
    if (upper === undefined || asked.has(zone)) return domain;
    const reason = `${upper} is a zone of the stack too, and a zone below it would have to be delegated there`;
    return inZone(fqdn, upper, {
      ...why,
      zone: [...why.name, ...byRule("PlanDns", reason, { replaced: { value: zone } })],
    });
  });
}

/** Whether a name would make the organisation's zone this stack's, which no request asks for by naming a domain. */
export function takesOrganisationZone(fqdn: string, context: PlanContext): boolean {
  const { rootZone } = context.knowledge.dns;
  return [rootZone, `*.${rootZone}`].includes(fqdn) && mappedZone(fqdn, context) === undefined;
}

/** The longest of the request's zones that a name lies in, and its place among them. */
function mappedZone(fqdn: string, { request }: PlanContext): { zone: string; index: number } | undefined {
  const known = (request.dnsZones ?? []).map((zone, index) => ({ zone: domainName(zone), index }));
  const [longest] = known
    .filter(({ zone }) => fqdn === zone || fqdn.endsWith(`.${zone}`))
    .sort((a, b) => b.zone.length - a.zone.length);
  return longest;
}

function inZone(fqdn: string, zone: string, why: Domain["why"]): Domain {
  return zone === fqdn ? { fqdn, zone, why } : { fqdn, zone, record: fqdn.slice(0, -zone.length - 1), why };
}

/** Whether a plan has a name that is its own zone: what answers under it must be known by its address. */
export function hasZoneName({ domains }: Topology, context: PlanContext): boolean {
  return domains.some((wish) => zoneOfDomain(domainName(wish.entry.fqdn), wish, context).record === "@");
}
