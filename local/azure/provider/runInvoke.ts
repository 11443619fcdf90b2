import { setTimeout as sleep } from "node:timers/promises";
import { cloudLookup } from "../cloud/cloudLookup.js";
import { invokes } from "../invokes/table.js";
import type { JsonObject } from "../values/json.js";
import { openSecrets } from "../values/secretValues.js";
import { CallFailure } from "./callFailure.js";
import type { Session } from "./session.js";
import { strikeFault } from "./strikeFault.js";

/** Answers a function of the provider, such as `azure-native:storage:listStorageAccountKeys`. */
export async function runInvoke(session: Session, token: string, args: JsonObject): Promise<JsonObject> {
  const invoke = invokes[token];
  if (invoke === undefined) {
    const known = Object.keys(invokes).join(", ");
    throw new CallFailure(
      `the simulated Azure has no function '${token}' in its table (local/azure/invokes). It knows: ${known}`,
    );
  }
  const { account } = session;
  const call = {
    op: "invoke",
    token,
    type: undefined,
    armType: token,
    id: token,
    name: "",
    location: "",
    objectId: account.objectId,
  } as const;
  const fault = await strikeFault(session, call);
  await sleep(fault?.delayMs ?? 0);
  const answer = invoke({ args: openSecrets(args).plain, account, cloud: cloudLookup(session.database()) });
  if ("error" in answer) throw new CallFailure(answer.error);
  return answer.result;
}
