import type { Digest, StackIdentity } from "../contracts/identity.js";
import type { EnvironmentKnowledge, Knowledge, RegionKnowledge } from "../contracts/knowledge.js";
import type { ProvisionRequest } from "../contracts/request.js";
import type { Nameable } from "../naming/nameProblems.js";
import type { NameParts } from "../naming/nameParts.js";
import { resourceName, type NameOptions } from "../naming/resourceName.js";
import type { Inputs } from "./inputs.js";
import type { Resolution } from "./resolution.js";
import { byDefault, type Chain } from "./why.js";

/** The region that resources are planned for, as one of the two that a stack may have. */
export interface Site {
  readonly role: "primary" | "secondary";
  readonly name: string;
  readonly region: RegionKnowledge;
  /** Parts of names there. */
  readonly parts: NameParts;
  readonly resourceGroup: string;
  /** Who chose the region. */
  readonly why: Chain;
}

/** What every step that plans a resource reads. */
export interface PlanContext {
  readonly request: ProvisionRequest;
  /** Who wrote what of the request. */
  readonly inputs: Inputs;
  readonly knowledge: Knowledge;
  readonly digest: Digest;
  readonly identity: StackIdentity;
  readonly environment: EnvironmentKnowledge;
  readonly site: Site;
  /** The stack's network in this region, by its name in the program, and why it is planned. */
  readonly network?: { readonly logicalName: string; readonly why: Chain };
  /** Kubernetes versions of the clusters that the stack had when it was applied last, by their logical names. */
  readonly clusterVersions: Readonly<Record<string, string>>;
}

/** The name of a resource in this plan; see `resourceName`. */
export function nameIn(
  { site, knowledge, digest }: PlanContext,
  kind: Nameable,
  options?: NameOptions,
): Resolution<string> {
  return resourceName(kind, site.parts, knowledge.naming, digest, options);
}

/** A default of the environment's class: the environment that the request names, and where its value stands. */
export function byClass({ request, inputs }: PlanContext, file: string, path: string): Chain {
  return [
    ...inputs("/environment", "environment"),
    ...byDefault(file, path.replace("{environment}", request.environment)),
  ];
}

/** Logical names of the first and of later resources of a kind: `cluster`, `cluster-2`, `cluster-northeurope`. */
export function logicalNameIn({ site }: PlanContext, base: string, ordinal = 1): string {
  return [base, ...(ordinal === 1 ? [] : [ordinal]), ...(site.role === "primary" ? [] : [site.name])].join("-");
}
