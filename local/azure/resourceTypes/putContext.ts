import type { JsonObject } from "../values/json.js";
import type { ResourceView } from "./resourceView.js";

/** What a rule may look at when a resource is created or updated. */
export interface PutContext {
  readonly resource: ResourceView;
  readonly inputs: JsonObject;
  /** The inputs before; absent when the resource is new. */
  readonly previous: JsonObject | undefined;
  readonly cloud: CloudLookup;
}

/** Reads of the cloud's other resources. */
export interface CloudLookup {
  /** Whether a resource with this id can be found, also one that exists inside its parent without being declared. */
  exists(id: string): boolean;
  inputsOf(id: string): JsonObject | undefined;
  outputsOf(id: string): JsonObject | undefined;
  /** Id of a resource that keeps another one from being deleted. */
  holderOf(id: string): string | undefined;
  /** Every resource of a kind, by token. */
  all(token: string): readonly FoundResource[];
  /** The deleted resource that still holds a name. */
  softDeleted(token: string, name: string): { readonly id: string; readonly location: string | null } | undefined;
}

/** Another resource, as far as rules care. */
export interface FoundResource {
  readonly id: string;
  readonly name: string;
  readonly inputs: JsonObject;
}
