import type { Knowledge } from "../contracts/knowledge.js";
import type { NameParts } from "../naming/nameParts.js";

/** The domain name of a cluster whose plan has none (`auth.weu.stg.connectsoft.io`), in the zone that the request knows first. */
export function inferDomain(parts: NameParts, { dns }: Knowledge, zones: readonly string[] = []): string {
  const component = [parts.component.short, ...(parts.tenant === undefined ? [] : [parts.tenant])].join("-");
  const name = dns.inferredName
    .replace("{component}", component)
    .replace("{region}", parts.region)
    .replace("{env}", parts.environment);
  return `${name}.${zones[0] ?? dns.rootZone}`;
}
