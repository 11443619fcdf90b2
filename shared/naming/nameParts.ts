import type { StackIdentity } from "../contracts/identity.js";
import type { Knowledge, NamingKnowledge } from "../contracts/knowledge.js";
import { lookup } from "../lookup.js";
import type { Chain } from "../planning/why.js";

/** What a name is made of. Parts hold no separator, except the prefix: that keeps two conventions from meeting. */
export interface NameParts {
  readonly prefix: string;
  /** Code of the environment (`stg`). */
  readonly environment: string;
  /** Code of the region (`weu`). */
  readonly region: string;
  readonly component: ComponentForms;
  readonly tenant?: string;
  /** Code of the region that the resource stands in for, when it lies in the stack's secondary one. */
  readonly standsInFor?: string;
  /** Path of the stack: what makes globally unique names differ when everything readable is equal. */
  readonly identity: string;
  /** What of the request the parts are from. */
  readonly from?: Chain;
}

/** The two forms of a component in names. */
export interface ComponentForms {
  /** As people say it: `auth` for `AuthService`. */
  readonly short: string;
  /** Unique: `authservice`. */
  readonly whole: string;
}

/** Brings a name people write to its form in paths and names: lower case, letters and digits only. */
export function compactName(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/**
 * The forms of a component. The short one drops the ending `service`, as every sample of the specification does
 * (`AuthService` is `auth` in `staging-westeurope-auth` and `cs-stg-weu-auth-aks`, `authservice` in paths).
 */
export function componentForms(component: string, { componentEnding }: NamingKnowledge): ComponentForms {
  const whole = compactName(component);
  const short = whole.slice(0, whole.length - componentEnding.length);
  return { whole, short: whole.endsWith(componentEnding) && short !== "" ? short : whole };
}

/** The parts of every name in a stack, by the codes that the knowledge gives its environment and region. */
export function nameParts(prefix: string, identity: StackIdentity, knowledge: Knowledge): NameParts {
  return {
    prefix,
    environment: knowledge.environments.environments[identity.environment].code,
    region: lookup(knowledge.regions.regions, identity.region)?.code ?? identity.region,
    component: componentForms(identity.component, knowledge.naming),
    ...(identity.tenant === undefined ? {} : { tenant: compactName(identity.tenant) }),
    identity: identity.path,
  };
}

/** The convention filled in, without a mark of the kind: `cs-stg-weu-auth`. */
export function conventionalStem(parts: NameParts, form: keyof ComponentForms, { format }: NamingKnowledge): string {
  const stem = format
    .replace("{prefix}", parts.prefix)
    .replace("{env}", parts.environment)
    .replace("{region}", parts.region)
    .replace("{component}", parts.component[form]);
  // Two words, which no tenant and no component is: a stack of the secondary region's own never has these names.
  const standIn = parts.standsInFor === undefined ? [] : ["dr", parts.standsInFor];
  return [stem, ...(parts.tenant === undefined ? [] : [parts.tenant]), ...standIn].join("-");
}
