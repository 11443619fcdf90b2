import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Caller } from "../cloud/caller.js";
import { openDatabase, type CloudDatabase } from "../cloud/cloudDatabase.js";
import { deleteResource, type DeleteOutcome } from "../cloud/deleteResource.js";
import { putResource, type PutOutcome } from "../cloud/putResource.js";
import { idOf } from "../provider/lookupType.js";
import { resourceType } from "../resourceTypes/table.js";
import type { ResourceType } from "../resourceTypes/resourceType.js";
import { simulatedAccount } from "../values/account.js";
import type { JsonObject } from "../values/json.js";
import { landscape } from "./landscape.js";

/** Nobody in particular. */
export const anybody: Caller = { stack: undefined, fencingToken: undefined, operationId: undefined };

/** A cloud of a test's own, in a folder that goes with it. */
export interface TestCloud {
  readonly folder: string;
  readonly database: CloudDatabase;
  /** By short token, such as `keyvault:Vault`. */
  create(shortToken: string, inputs: JsonObject, caller?: Caller): PutOutcome;
  update(shortToken: string, inputs: JsonObject, caller?: Caller): PutOutcome;
  remove(shortToken: string, inputs: JsonObject, caller?: Caller): DeleteOutcome;
  /** Creates the landscape, up to and including one kind. */
  build(lastShortToken?: string): void;
  close(): void;
}

export function testCloud(): TestCloud {
  const folder = mkdtempSync(join(tmpdir(), "simulated-azure-"));
  const database = openDatabase(folder);
  const put = (operation: "create" | "update", shortToken: string, inputs: JsonObject, caller: Caller): PutOutcome => {
    const type = rowOf(shortToken);
    const id = idOf(type, inputs, simulatedAccount);
    return putResource(database, caller, {
      operation,
      type,
      id,
      inputs,
      secretPaths: [],
      account: simulatedAccount,
      latencyMs: 0,
    });
  };
  return {
    folder,
    database,
    create: (shortToken, inputs, caller = anybody) => put("create", shortToken, inputs, caller),
    update: (shortToken, inputs, caller = anybody) => put("update", shortToken, inputs, caller),
    remove: (shortToken, inputs, caller = anybody) => {
      const type = rowOf(shortToken);
      return deleteResource(database, caller, type, idOf(type, inputs, simulatedAccount));
    },
    build: (lastShortToken) => {
      for (const { token, inputs } of landscape) {
        const outcome = put("create", token.replace("azure-native:", ""), inputs, anybody);
        if (outcome.kind === "refused") throw new Error(`${token}: ${outcome.error.text}`);
        if (token === `azure-native:${lastShortToken ?? ""}`) return;
      }
    },
    close: () => {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The row of a short token such as `keyvault:Vault`. */
export function rowOf(shortToken: string): ResourceType {
  const type = resourceType(`azure-native:${shortToken}`);
  if (type === undefined) throw new Error(`no ${shortToken} in the table`);
  return type;
}

/** ARM's code of a refusal; empty when the cloud agreed. */
export function codeOf(outcome: PutOutcome | DeleteOutcome): string {
  return outcome.kind === "refused" ? outcome.error.code : "";
}
