import { setTimeout as sleep } from "node:timers/promises";
import { cloudLookup } from "../cloud/cloudLookup.js";
import { findResource } from "../cloud/resourceRows.js";
import { outputsOf } from "../resourceTypes/outputs.js";
import type { ResourceType } from "../resourceTypes/resourceType.js";
import type { JsonObject } from "../values/json.js";
import { restoreSecrets } from "../values/secretValues.js";
import { inputsOfId } from "./lookupType.js";
import type { Session } from "./session.js";
import { resourceCall, strikeFault } from "./strikeFault.js";

/** A resource as the cloud has it now. */
export interface ReadResource {
  readonly id: string;
  readonly inputs: JsonObject;
  readonly outputs: JsonObject;
}

/** What Pulumi remembers of the resource; both empty when it is being imported. */
export interface Remembered {
  readonly inputs: JsonObject;
  readonly outputs: JsonObject;
}

/**
 * Looks a resource up; nothing when it is not there. The inputs are those of its last write, so that only a change made
 * outside of Pulumi is drift; secrets, which Azure never returns, are echoed from what Pulumi remembers.
 */
export async function readResource(
  session: Session,
  type: ResourceType,
  id: string,
  remembered: Remembered,
): Promise<ReadResource | undefined> {
  const fault = await strikeFault(session, resourceCall(session, "read", type, id, ""));
  await sleep(fault?.delayMs ?? 0);
  const row = findResource(session.database(), id);
  if (row?.token === type.token) {
    const inputs = restoreSecrets(row.inputs, remembered.inputs);
    return {
      id: row.id,
      inputs,
      outputs: restoreSecrets(row.outputs, { ...remembered.inputs, ...remembered.outputs }),
    };
  }
  return row === undefined && type.builtIn === true ? builtInDefaults(session, type, id) : undefined;
}

/** A part that every parent of its kind has, before anybody configured it. */
function builtInDefaults(session: Session, type: ResourceType, id: string): ReadResource | undefined {
  const inputs = inputsOfId(type, id);
  if (inputs === undefined || !cloudLookup(session.database()).exists(id)) return undefined;
  const made = new Date(0).toISOString();
  const outputs = outputsOf(type, {
    id,
    inputs,
    account: session.account,
    createdAt: made,
    modifiedAt: made,
    revision: 1,
  });
  return { id, inputs, outputs };
}
