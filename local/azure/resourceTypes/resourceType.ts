import type { Json } from "../values/json.js";
import type { CloudError } from "../values/cloudError.js";
import type { OutputTree } from "./outputRules.js";
import type { PutContext } from "./putContext.js";

/** How ARM restricts the name of a resource. Source of each: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules */
export interface NameRule {
  readonly minLength: number;
  readonly maxLength: number;
  readonly pattern: RegExp;
}

/** A property that holds the id of another resource, which must exist. */
export interface Reference {
  /** Such as `agentPoolProfiles[].vnetSubnetID`. */
  readonly path: string;
  /** Whether the other resource cannot be deleted while this one refers to it. */
  readonly holds?: boolean;
}

/**
 * One kind of Azure resource: a row of the table that drives the simulated Azure.
 * Everything that differs between kinds is here; the rest of the simulation knows no kind by name.
 */
export interface ResourceType {
  /** Pulumi's token, such as `azure-native:storage:StorageAccount`. */
  readonly token: string;
  /** ARM's name, such as `Microsoft.Storage/storageAccounts`. */
  readonly armType: string;
  /** Azure's reference of the type, which says what its properties are and which of them there must be; rules from elsewhere name theirs beside them. */
  readonly source: `https://learn.microsoft.com/azure/templates/${string}`;
  /** The default API version of azure-native 3.28.0. */
  readonly apiVersion: string;
  /** Path with `{parameter}`s; every parameter but the subscription is a property that replaces when it changes. The last one names the resource. */
  readonly idTemplate: string;
  readonly nameRule: NameRule;
  /** What a missing name becomes: logical name and random suffix, the logical name as it is, or a random GUID. Default: `random`. */
  readonly autoName?: "random" | "copy" | "uuid";
  /** Where the resource lives: a region, the word `global`, or nowhere of its own. Default: `none`. */
  readonly placement?: "regional" | "global" | "none";
  /** Token of the kind that must exist around it; its path parameters are a subset of this one's. */
  readonly parent?: string;
  /** Properties that must be there, such as `sku.name` or `agentPoolProfiles[].name`. */
  readonly required?: readonly string[];
  /** Properties besides the path parameters whose change replaces the resource, in the notation of {@link Reference.path}. */
  readonly replaceOn?: readonly string[];
  /** Properties that ARM refuses to change in place. */
  readonly immutable?: readonly string[];
  /** Properties that accept these values only, compared as ARM does, without case. */
  readonly allowed?: Readonly<Record<string, readonly Json[]>>;
  readonly references?: readonly Reference[];
  /** Properties that Azure takes and never returns, such as passwords. */
  readonly writeOnly?: readonly string[];
  /** What Azure adds to the inputs: computed values, and defaults for what was not given. */
  readonly outputs: OutputTree;
  /** The error when the name is taken anywhere in Azure; absent when names need not be unique in the world. */
  readonly takenName?: (name: string) => CloudError;
  /** Whether a deleted resource keeps its name until it is purged or recovered. */
  readonly softDelete?: SoftDelete;
  /** Exists as soon as its parent does: creating it writes over the defaults, deleting it brings them back. */
  readonly builtIn?: boolean;
  /** Cannot be deleted before what lies in it; other kinds take everything in them along. */
  readonly mustBeEmpty?: boolean;
  /** How much slower than a simple resource this kind is; multiplies the configured latency. Default: 1. */
  readonly slowness?: number;
  /** Ids of the resources that exist inside this one without being declared, such as the subnets of a network. */
  readonly inlineChildren?: (id: string, inputs: Json) => readonly string[];
  /** The rules of this kind that no other field can say. */
  readonly validate?: (put: PutContext) => CloudError | undefined;
}

/** How a kind of resource is kept after its deletion. */
export interface SoftDelete {
  /** Property with the days until the name is free again. */
  readonly retentionDaysPath: string;
  readonly defaultRetentionDays: number;
  /** Whether these inputs ask to recover the deleted resource instead of creating a new one. */
  readonly recovers: (inputs: Json) => boolean;
  readonly conflict: (name: string) => CloudError;
}
