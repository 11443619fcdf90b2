import type { ResourceType } from "../resourceTypes/resourceType.js";
import { pathParameters } from "../resourceTypes/outputs.js";
import { resourceType, resourceTypes } from "../resourceTypes/table.js";
import { textOf } from "../resourceTypes/resourceView.js";
import { fillTemplate } from "../values/armId.js";
import type { Account } from "../values/account.js";
import type { JsonObject } from "../values/json.js";
import { CallFailure } from "./callFailure.js";
import { tokenOf } from "./urn.js";

/** Why a kind of resource is refused: guessing how it behaves would be worse than saying that nobody knows. */
export function unknownTypeText(token: string): string {
  const known = resourceTypes.map((type) => type.token.replace(/^azure-native:/, "")).join(", ");
  return `the simulated Azure has no type '${token}' in its table (local/azure/resourceTypes). It knows: ${known}`;
}

/** The row of the resource that a URN names. */
export function typeOfUrn(urn: string): ResourceType {
  const token = tokenOf(urn);
  const type = resourceType(token);
  if (type === undefined) throw new CallFailure(unknownTypeText(token));
  return type;
}

/** The ARM id that inputs lead to. */
export function idOf(type: ResourceType, inputs: JsonObject, account: Account): string {
  const empty = pathParameters(type).find((parameter) => textOf(inputs[parameter]) === "");
  if (empty !== undefined) throw new CallFailure(`missing required property '${empty}'`);
  const parameters = Object.fromEntries(
    pathParameters(type).map((parameter) => [parameter, textOf(inputs[parameter])]),
  );
  return fillTemplate(type.idTemplate, { ...parameters, subscriptionId: account.subscriptionId });
}

/** The inputs that an ARM id alone tells: its path parameters. */
export function inputsOfId(type: ResourceType, id: string): JsonObject | undefined {
  const escaped = type.idTemplate.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  const pattern = escaped.replace(
    /\{(\w+)\}/g,
    (_, name: string) => `(?<${name}>${/^(scope|resourceUri)$/.test(name) ? ".+" : "[^/]+"})`,
  );
  const groups = new RegExp(`^${pattern}$`, "i").exec(id)?.groups;
  return groups && Object.fromEntries(Object.entries(groups).filter(([parameter]) => parameter !== "subscriptionId"));
}
