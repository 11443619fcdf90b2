import type { Knowledge } from "../contracts/knowledge.js";
import type { NameParts } from "../naming/nameParts.js";

/** The domain name of a cluster whose plan has none (`auth.weu.stg.connectsoft.io`). */
export function inferDomain(parts: NameParts, { dns }: Knowledge): string {
  const component = [parts.component.short, ...(parts.tenant === undefined ? [] : [parts.tenant])].join("-");
  const name = dns.inferredName
    .replace("{component}", component)
    .replace("{region}", parts.region)
    .replace("{env}", parts.environment);
  return `${name}.${dns.rootZone}`;
}
