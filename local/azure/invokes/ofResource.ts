import { textOf } from "../resourceTypes/resourceView.js";
import { resourceNotFound } from "../values/cloudError.js";
import type { JsonObject } from "../values/json.js";
import type { Invoke, InvokeAnswer } from "./invoke.js";

/** The resource that a function was asked about. */
export interface AskedResource {
  readonly name: string;
  readonly inputs: JsonObject;
  readonly outputs: JsonObject;
}

/** A function about one resource, named by `resourceGroupName` and one more argument: 404 when it does not exist. */
export function ofResource(
  armType: string,
  nameArgument: string,
  answer: (resource: AskedResource) => InvokeAnswer,
): Invoke {
  return ({ args, account, cloud }) => {
    const group = textOf(args["resourceGroupName"]);
    const name = textOf(args[nameArgument]);
    const id = `/subscriptions/${account.subscriptionId}/resourceGroups/${group}/providers/${armType}/${name}`;
    const [inputs, outputs] = [cloud.inputsOf(id), cloud.outputsOf(id)];
    if (inputs === undefined || outputs === undefined) return { error: resourceNotFound(armType, name, group) };
    return answer({ name, inputs, outputs });
  };
}
