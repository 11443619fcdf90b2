import type { Json, JsonObject } from "../values/json.js";
import { parseArmId } from "../values/armId.js";
import { valueAt } from "../values/propertyPath.js";
import { normalizeRegion } from "../values/regions.js";
import { containsUnknown } from "../values/unknowns.js";
import type { Account } from "../values/account.js";

/** What the rule of an output may read of its resource. Reading what only an apply will know throws {@link UnknownRead}. */
export interface ResourceView {
  readonly id: string;
  /** The last name of the id. */
  readonly name: string;
  readonly resourceGroup: string;
  /** As ARM writes it: `westeurope`. */
  readonly location: string;
  readonly account: Account;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly modifiedAt: string;
  /** Counts the writes to the resource, from 1. */
  readonly revision: number;
  at(path: string): Json | undefined;
  /** The text at a path; empty when there is none. */
  text(path: string): string;
}

/** The element of a list or map whose outputs are being filled. */
export interface ItemView {
  /** Index or key. */
  readonly key: string | number;
  at(path: string): Json | undefined;
}

/** The facts behind a view; in a preview some are not known yet. */
export interface ResourceFacts {
  readonly id: string;
  readonly inputs: JsonObject;
  readonly account: Account;
  readonly createdAt?: string | undefined;
  readonly modifiedAt?: string | undefined;
  readonly revision?: number | undefined;
}

/** A rule asked for a value that only an apply will know; its output is then unknown too. */
export class UnknownRead extends Error {}

/** The view of a resource over the given facts. */
export function viewOf(facts: ResourceFacts): ResourceView {
  const { id, inputs, account } = facts;
  const at = (path: string) => knownAt(inputs, path);
  return {
    id,
    account,
    name: id.slice(id.lastIndexOf("/") + 1),
    resourceGroup: parseArmId(id)?.resourceGroup ?? "",
    at,
    text: (path) => textOf(at(path)),
    get location() {
      return normalizeRegion(textOf(at("location")));
    },
    get createdAt() {
      return known(facts.createdAt, "createdAt");
    },
    get modifiedAt() {
      return known(facts.modifiedAt, "modifiedAt");
    },
    get revision() {
      return known(facts.revision, "revision");
    },
  };
}

/** The value at a path; throws {@link UnknownRead} when it, or anything in it, is unknown. */
export function knownAt(root: JsonObject, path: string): Json | undefined {
  const value = valueAt(root, path);
  if (containsUnknown(value)) throw new UnknownRead(path);
  return value;
}

/** Scalars as text; anything else is empty. */
export function textOf(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new UnknownRead(what);
  return value;
}
