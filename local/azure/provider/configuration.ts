import { readCaller, type Caller } from "../cloud/caller.js";
import { isGuid } from "../resourceTypes/common.js";
import { textOf } from "../resourceTypes/resourceView.js";
import { simulatedAccount, type Account } from "../values/account.js";
import type { JsonObject } from "../values/json.js";
import { CallFailure } from "./callFailure.js";

/** What the provider works with once the engine has configured it. */
export interface Configuration {
  /** `SIMULATED_AZURE_DIR`: where the simulated Azure keeps everything. */
  readonly folder: string;
  readonly caller: Caller;
  readonly account: Account;
  /** The region for resources that name none and whose group has none yet. */
  readonly defaultLocation: string | undefined;
}

/**
 * Reads the provider's own configuration (`azure-native:subscriptionId` and so on) and, as the real provider does, the
 * `ARM_*` variables behind it. Without either, an account that is recognisably nobody's.
 * @throws CallFailure with every problem, for a person to read.
 */
export function readConfiguration(args: JsonObject, env: NodeJS.ProcessEnv): Configuration {
  const folder = env["SIMULATED_AZURE_DIR"] ?? "";
  const caller = readCaller(env);
  const problems: string[] = [];
  if (folder === "")
    problems.push("SIMULATED_AZURE_DIR is not set: the simulated Azure needs a folder for its resources.");
  if ("problem" in caller) problems.push(caller.problem);
  const account: Account = {
    subscriptionId: setting(args, env, "subscriptionId", "ARM_SUBSCRIPTION_ID") ?? simulatedAccount.subscriptionId,
    tenantId: setting(args, env, "tenantId", "ARM_TENANT_ID") ?? simulatedAccount.tenantId,
    clientId: setting(args, env, "clientId", "ARM_CLIENT_ID") ?? simulatedAccount.clientId,
    objectId: simulatedAccount.objectId,
  };
  for (const name of ["subscriptionId", "tenantId", "clientId"] as const) {
    if (!isGuid(account[name])) problems.push(`azure-native:${name} is '${account[name]}': it must be a GUID.`);
  }
  if (problems.length > 0 || "problem" in caller) throw new CallFailure(problems.join("\n"));
  return { folder, caller, account, defaultLocation: setting(args, env, "location", "ARM_LOCATION") };
}

function setting(args: JsonObject, env: NodeJS.ProcessEnv, name: string, variable: string): string | undefined {
  return textOf(args[name]) || env[variable] || undefined;
}
