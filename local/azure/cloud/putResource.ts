import { outputsOf } from "../resourceTypes/outputs.js";
import { resourceGroupToken } from "../resourceTypes/resourceGroups.js";
import type { ResourceType } from "../resourceTypes/resourceType.js";
import { viewOf } from "../resourceTypes/resourceView.js";
import { parseArmId } from "../values/armId.js";
import type { JsonObject } from "../values/json.js";
import { valuesAt, type PropertyPath } from "../values/propertyPath.js";
import { redactSecrets } from "../values/secretValues.js";
import type { Account } from "../values/account.js";
import type { Caller } from "./caller.js";
import { inTransaction, type CloudDatabase } from "./cloudDatabase.js";
import type { CloudError } from "../values/cloudError.js";
import { cloudLookup } from "./cloudLookup.js";
import { passFence } from "./fences.js";
import { writeJournal } from "./journal.js";
import { firstObjection } from "./putRules.js";
import { findResource, removeSoftDeleted, saveResource, type StoredResource } from "./resourceRows.js";

/** A create or update. */
export interface PutRequest {
  readonly operation: "create" | "update";
  readonly type: ResourceType;
  readonly id: string;
  /** With secrets in clear; only {@link redactSecrets redacted} ones are written down. */
  readonly inputs: JsonObject;
  readonly secretPaths: readonly PropertyPath[];
  readonly account: Account;
  /** How long Azure is busy with it after it took the request. */
  readonly latencyMs: number;
  /** Makes the resource, and leaves it in a failed state for this reason. */
  readonly failsWith?: CloudError | undefined;
}

/** What became of it. `outputs` hold no secret marks: those are the caller's to put back. */
export type PutOutcome =
  { readonly kind: "done"; readonly outputs: JsonObject } | { readonly kind: "refused"; readonly error: CloudError };

/** Creates or updates a resource in one transaction, journal included. As in ARM, an update of what is gone creates it. */
export function putResource(database: CloudDatabase, caller: Caller, request: PutRequest): PutOutcome {
  return inTransaction(database, () => {
    const { operation, type, id } = request;
    const journal = (outcome: "done" | "partial" | "refused", error?: CloudError) => {
      writeJournal(database, caller, { operation, id, token: type.token, outcome, error });
    };
    const existing = findResource(database, id);
    const inputs = withPlace(database, request);
    const objection =
      passFence(database, caller) ??
      existsAlready(request, existing) ??
      objectionOfArm(database, request, inputs, existing);
    if (objection !== undefined) {
      journal("refused", objection);
      return { kind: "refused", error: objection };
    }
    const { outputs, row } = rowOf(request, inputs, existing, caller);
    saveResource(database, row);
    if (type.softDelete !== undefined) removeSoftDeleted(database, type.token, row.name);
    journal(request.failsWith === undefined ? "done" : "partial", request.failsWith);
    return { kind: "done", outputs };
  });
}

/** azure-native looks first, so that a create never writes over somebody else's resource. Source: CanCreate in its crud.go */
function existsAlready(
  { operation, id, type }: PutRequest,
  existing: StoredResource | undefined,
): CloudError | undefined {
  if (operation === "update" || existing === undefined || type.builtIn === true) return undefined;
  return { code: "AlreadyExists", text: `cannot create already existing resource '${id}'` };
}

function objectionOfArm(
  database: CloudDatabase,
  request: PutRequest,
  inputs: JsonObject,
  existing: StoredResource | undefined,
): CloudError | undefined {
  const { type, id, account } = request;
  const resource = viewOf({ id, inputs, account });
  return firstObjection(type, { resource, inputs, previous: existing?.inputs, cloud: cloudLookup(database) });
}

/** A missing location is the group's, or `global` for kinds that live nowhere else. */
function withPlace(database: CloudDatabase, { type, id, inputs }: PutRequest): JsonObject {
  if (inputs["location"] !== undefined || type.placement === undefined || type.placement === "none") return inputs;
  if (type.placement === "global") return { ...inputs, location: "global" };
  const location = groupLocation(database, id);
  return location === undefined ? inputs : { ...inputs, location };
}

/** The region of the resource group that an id lies in. */
export function groupLocation(database: CloudDatabase, id: string): string | undefined {
  const parsed = parseArmId(id);
  const groupId = `/subscriptions/${parsed?.subscriptionId ?? ""}/resourceGroups/${parsed?.resourceGroup ?? ""}`;
  const group = findResource(database, groupId);
  return group?.token === resourceGroupToken ? (group.location ?? undefined) : undefined;
}

function rowOf(
  request: PutRequest,
  inputs: JsonObject,
  existing: StoredResource | undefined,
  caller: Caller,
): { outputs: JsonObject; row: StoredResource } {
  const { type, id, account, latencyMs, failsWith, secretPaths } = request;
  const now = Date.now();
  const modifiedAt = new Date(now).toISOString();
  const createdAt = existing?.createdAt ?? modifiedAt;
  const revision = (existing?.revision ?? 0) + 1;
  const live = outputsOf(type, { id, inputs, account, createdAt, modifiedAt, revision });
  const outputs =
    failsWith !== undefined && "provisioningState" in live ? { ...live, provisioningState: "Failed" } : live;
  const view = viewOf({ id, inputs, account });
  const never = (type.writeOnly ?? []).flatMap((path) => valuesAt(inputs, path).map((found) => found.path));
  const row: StoredResource = {
    id,
    token: type.token,
    name: view.name,
    location: view.location === "" ? null : view.location,
    inputs: redactSecrets(request.inputs, [...secretPaths, ...never]),
    outputs: redactSecrets(outputs, secretPaths),
    state: failsWith === undefined ? "ready" : "failed",
    readyAt: new Date(now + latencyMs).toISOString(),
    stack: caller.stack ?? null,
    fencingToken: caller.fencingToken ?? null,
    ...{ revision, createdAt, modifiedAt },
  };
  return { outputs, row };
}
