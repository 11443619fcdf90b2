import type { Digest, StackIdentity } from "../contracts/identity.js";
import type { EnvironmentKnowledge, Knowledge, NamedKind, RegionKnowledge } from "../contracts/knowledge.js";
import type { ProvisionRequest } from "../contracts/request.js";
import type { NameParts } from "../naming/nameParts.js";
import { resourceName, type NameOptions } from "../naming/resourceName.js";
import type { Inputs } from "./inputs.js";
import type { Resolution } from "./resolution.js";

/** What every step that plans a resource reads. */
export interface PlanContext {
  readonly request: ProvisionRequest;
  /** Who wrote what of the request. */
  readonly inputs: Inputs;
  readonly knowledge: Knowledge;
  readonly digest: Digest;
  readonly identity: StackIdentity;
  readonly environment: EnvironmentKnowledge;
  readonly region: RegionKnowledge;
  readonly parts: NameParts;
  readonly resourceGroup: string;
}

/** The name of a resource in this plan; see `resourceName`. */
export function nameIn(context: PlanContext, kind: NamedKind, options?: NameOptions): Resolution<string> {
  return resourceName(kind, context.parts, context.knowledge.naming, context.digest, options);
}

/** Logical names of the first and of later resources of a kind: `cluster`, `cluster-2`. */
export function numbered(logicalName: string, ordinal: number): string {
  return ordinal === 1 ? logicalName : `${logicalName}-${ordinal}`;
}
