import { setTimeout as sleep } from "node:timers/promises";
import { deleteResource } from "../cloud/deleteResource.js";
import { putResource } from "../cloud/putResource.js";
import { findResource } from "../cloud/resourceRows.js";
import { errorOf } from "../faults/faultErrors.js";
import { previewOfCreate, previewOfUpdate } from "../resourceTypes/outputs.js";
import type { ResourceType } from "../resourceTypes/resourceType.js";
import { textOf } from "../resourceTypes/resourceView.js";
import type { JsonObject } from "../values/json.js";
import { openSecrets, wrapSecrets } from "../values/secretValues.js";
import { CallFailure } from "./callFailure.js";
import { idOf } from "./lookupType.js";
import type { Session } from "./session.js";
import { dieIf, resourceCall, strikeFault } from "./strikeFault.js";

/** What a create would give: no id, and unknown for all that Azure adds. */
export function previewCreate(type: ResourceType, inputs: JsonObject): JsonObject {
  const { plain, secretPaths } = openSecrets(inputs);
  return wrapSecrets(previewOfCreate(type, plain), secretPaths);
}

/** What an update would give: unknown only where the new inputs leave it open. */
export function previewUpdate(session: Session, type: ResourceType, id: string, inputs: JsonObject): JsonObject {
  const { plain, secretPaths } = openSecrets(inputs);
  const createdAt = findResource(session.database(), id)?.createdAt;
  return wrapSecrets(previewOfUpdate(type, { id, inputs: plain, account: session.account, createdAt }), secretPaths);
}

/** Creates a resource; answers with its id and outputs. */
export async function createResource(
  session: Session,
  type: ResourceType,
  inputs: JsonObject,
): Promise<{ id: string; outputs: JsonObject }> {
  const id = idOf(type, openSecrets(inputs).plain, session.account);
  return { id, outputs: await put(session, "create", type, id, inputs) };
}

/** Updates a resource in place; answers with its outputs. */
export async function updateResource(
  session: Session,
  type: ResourceType,
  id: string,
  inputs: JsonObject,
): Promise<JsonObject> {
  return put(session, "update", type, id, inputs);
}

/** Deletes a resource and what is inside it; what is gone already is no error. */
export async function removeResource(session: Session, type: ResourceType, id: string): Promise<void> {
  const { database, caller, latencyOf } = session;
  const location = textOf(findResource(database(), id)?.location ?? "");
  const fault = await strikeFault(session, resourceCall(session, "delete", type, id, location));
  const outcome = deleteResource(database(), caller, type, id);
  if (outcome.kind === "refused") throw new CallFailure(outcome.error);
  dieIf(fault, "after-commit");
  if (outcome.kind === "done") await sleep((await latencyOf(type)) + (fault?.delayMs ?? 0));
}

/** Azure takes the write at once and is busy with it afterwards, whether or not the caller lives to see the end. */
async function put(
  session: Session,
  operation: "create" | "update",
  type: ResourceType,
  id: string,
  inputs: JsonObject,
): Promise<JsonObject> {
  const { plain, secretPaths } = openSecrets(inputs);
  const call = resourceCall(session, operation, type, id, textOf(plain["location"]));
  const fault = await strikeFault(session, call);
  const latencyMs = (await session.latencyOf(type)) + (fault?.delayMs ?? 0);
  const failsWith = fault?.kind === "partial-failure" ? errorOf(fault, call) : undefined;
  const { database, caller, account } = session;
  const outcome = putResource(database(), caller, {
    operation,
    type,
    id,
    inputs: plain,
    secretPaths,
    account,
    latencyMs,
    failsWith,
  });
  if (outcome.kind === "refused") throw new CallFailure(outcome.error);
  dieIf(fault, "after-commit");
  await sleep(latencyMs);
  const outputs = wrapSecrets(outcome.outputs, secretPaths);
  if (failsWith !== undefined) throw new CallFailure(failsWith, { id, outputs, inputs, reasons: [failsWith.text] });
  return outputs;
}
