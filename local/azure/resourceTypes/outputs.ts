import type { Json, JsonObject } from "../values/json.js";
import { templateParameters } from "../values/armId.js";
import { simulationNotice } from "../values/fakes.js";
import { valuesAt, withValueAt } from "../values/propertyPath.js";
import { normalizeRegion } from "../values/regions.js";
import { isUnknown, unknown } from "../values/unknowns.js";
import { fillOutputs } from "./fillOutputs.js";
import type { Leaf } from "./outputRules.js";
import type { ResourceType } from "./resourceType.js";
import { UnknownRead, viewOf, type ItemView, type ResourceFacts } from "./resourceView.js";

/** The outputs of a resource that exists. */
export function outputsOf(type: ResourceType, facts: ResourceFacts): JsonObject {
  const view = viewOf(facts);
  return fillOutputs(type.outputs, givenOutputs(type, facts.inputs), (leaf, item) =>
    typeof leaf === "function" ? leaf(view, item) : (leaf as Json),
  );
}

/**
 * The outputs of a resource that would be created: the inputs as given, and unknown for everything that Azure adds.
 * Source: PreviewOutputs in github.com/pulumi/pulumi-azure-native, used by Create when `preview` is set.
 */
export function previewOfCreate(type: ResourceType, inputs: JsonObject): JsonObject {
  return fillOutputs(type.outputs, givenOutputs(type, inputs), () => unknown);
}

/**
 * The outputs of a resource that would be updated: what follows from known inputs and the existing resource is known.
 * The real provider says less here (name and location only), so that dependents of an updated resource look changed.
 */
export function previewOfUpdate(type: ResourceType, facts: ResourceFacts): JsonObject {
  const view = viewOf(facts);
  const settle = (leaf: Leaf, item: ItemView): Json | undefined => {
    if (typeof leaf !== "function") return leaf as Json;
    try {
      return leaf(view, item);
    } catch (error) {
      if (error instanceof UnknownRead) return unknown;
      throw error;
    }
  };
  return fillOutputs(type.outputs, givenOutputs(type, facts.inputs), settle);
}

/** Names of the inputs that form the id of a resource; the last one is its name. */
export function pathParameters(type: ResourceType): readonly string[] {
  return templateParameters(type.idTemplate).filter((parameter) => parameter !== "subscriptionId");
}

/** The input that names the resource. */
export function nameParameter(type: ResourceType): string {
  return pathParameters(type).at(-1) ?? "";
}

/** The inputs that Azure answers with, and what every resource has. */
function givenOutputs(type: ResourceType, inputs: JsonObject): JsonObject {
  const given: JsonObject = { ...inputs };
  for (const parameter of pathParameters(type)) Reflect.deleteProperty(given, parameter);
  for (const property of Object.keys(given)) if (property.startsWith("__")) Reflect.deleteProperty(given, property);
  const location = given["location"];
  if (typeof location === "string" && !isUnknown(location)) given["location"] = normalizeRegion(location);
  const common: JsonObject = { type: type.armType, azureApiVersion: type.apiVersion, simulated: simulationNotice };
  const name = inputs[nameParameter(type)];
  if (name !== undefined) common["name"] = name;
  return (type.writeOnly ?? []).reduce<JsonObject>(
    (outputs, path) =>
      valuesAt(outputs, path).reduce((rest, found) => withValueAt(rest, found.path, undefined), outputs),
    { ...common, ...given },
  );
}
