import { idKey } from "../values/armId.js";
import { isObject, type JsonObject } from "../values/json.js";
import { valueAt } from "../values/propertyPath.js";
import type { CloudLookup } from "./putContext.js";
import { textOf } from "./resourceView.js";

/** Id of the network that a subnet is in. */
export function networkIdOf(subnetId: string): string {
  return subnetId.split(/\/subnets\//i)[0] ?? "";
}

/** A subnet as it was declared, on its own or inside its network. */
export function subnetOf(cloud: CloudLookup, subnetId: string): JsonObject | undefined {
  const name = idKey(subnetId.slice(subnetId.lastIndexOf("/") + 1));
  return (
    cloud.inputsOf(subnetId) ??
    inlineSubnets(cloud, networkIdOf(subnetId)).find((one) => idKey(textOf(one["name"])) === name)
  );
}

/** Every subnet of a network. */
export function subnetsOf(cloud: CloudLookup, networkId: string): readonly JsonObject[] {
  const separate = cloud
    .all("azure-native:network:Subnet")
    .filter(({ id }) => idKey(id).startsWith(`${idKey(networkId)}/`))
    .map(({ inputs }) => inputs);
  return [...inlineSubnets(cloud, networkId), ...separate];
}

function inlineSubnets(cloud: CloudLookup, networkId: string): readonly JsonObject[] {
  const subnets = valueAt(cloud.inputsOf(networkId), "subnets");
  return Array.isArray(subnets) ? subnets.filter(isObject) : [];
}
