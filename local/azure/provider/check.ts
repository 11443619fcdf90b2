import { nameParameter } from "../resourceTypes/outputs.js";
import { pathParameters } from "../resourceTypes/outputs.js";
import type { ResourceType } from "../resourceTypes/resourceType.js";
import type { Json, JsonObject } from "../values/json.js";
import {
  each,
  formatPath,
  parsePattern,
  valueAt,
  valuesAt,
  type PropertyPath,
  type PropertyPattern,
} from "../values/propertyPath.js";
import { openSecrets } from "../values/secretValues.js";
import { containsUnknown, isUnknown, unknown } from "../values/unknowns.js";
import { autoName, type AutoNaming } from "./autoName.js";
import { createBeforeDeleteFlag } from "./diff.js";

/** What a resource is checked with besides its inputs. */
export interface CheckContext {
  readonly logicalName: string;
  /** The inputs before; empty for a new resource. */
  readonly olds: JsonObject;
  readonly autoNaming: AutoNaming;
  /** The region of a group that exists already, or the provider's configured one. */
  readonly defaultLocation: (inputs: JsonObject) => string | undefined;
}

/** The completed inputs, and everything that is wrong with them. */
export interface CheckResult {
  readonly inputs: JsonObject;
  readonly failures: readonly string[];
}

/**
 * Completes and validates inputs as azure-native's Check does: name, location and API version are filled in; names and
 * required properties are checked. What only Azure itself knows (regions, parents, SKUs) is left for the apply, as there.
 * Source: Check, applyDefaults and validateType in provider.go of github.com/pulumi/pulumi-azure-native
 */
export function checkInputs(type: ResourceType, news: JsonObject, context: CheckContext): CheckResult {
  const inputs = withApiVersion(type, withLocation(type, withName(type, news, context), context));
  const { plain } = openSecrets(inputs);
  return { inputs, failures: [...missing(type, plain), ...nameFailures(type, plain)] };
}

function withName(type: ResourceType, news: JsonObject, { logicalName, olds, autoNaming }: CheckContext): JsonObject {
  const parameter = nameParameter(type);
  if (news[parameter] !== undefined) return news;
  const old = olds[parameter];
  if (old !== undefined) {
    const wasRandom = olds[createBeforeDeleteFlag] === true;
    return { ...news, [parameter]: old, ...(wasRandom ? { [createBeforeDeleteFlag]: true } : {}) };
  }
  const name = autoName(type.autoName ?? "random", logicalName, autoNaming);
  if (name === undefined) return news;
  return { ...news, [parameter]: name.text, ...(name.random ? { [createBeforeDeleteFlag]: true } : {}) };
}

function withLocation(type: ResourceType, inputs: JsonObject, { olds, defaultLocation }: CheckContext): JsonObject {
  if (type.placement === undefined || type.placement === "none" || inputs["location"] !== undefined) return inputs;
  if (type.placement === "global") return { ...inputs, location: "global" };
  const isOpen = containsUnknown(inputs["resourceGroupName"]);
  const location = olds["location"] ?? defaultLocation(inputs) ?? (isOpen ? unknown : undefined);
  return location === undefined ? inputs : { ...inputs, location };
}

function withApiVersion(type: ResourceType, inputs: JsonObject): JsonObject {
  return inputs["azureApiVersion"] === undefined ? { ...inputs, azureApiVersion: type.apiVersion } : inputs;
}

function missing(type: ResourceType, inputs: JsonObject): string[] {
  const required = [...pathParameters(type), ...(type.required ?? [])].flatMap((path) =>
    gaps(inputs, parsePattern(path)),
  );
  return [...new Set(required)].map((path) => `missing required property '${path}'`);
}

/** Where a required path ends too early; lists that are not there need nothing inside. */
function gaps(root: Json | undefined, path: PropertyPattern, done: PropertyPath = []): string[] {
  const [head, ...rest] = path;
  if (head === undefined || isUnknown(root)) return [];
  if (head === each) return valuesAt(root, [each]).flatMap((item) => gaps(item.value, rest, [...done, ...item.path]));
  const next = valueAt(root, [head]);
  if (next !== undefined) return gaps(next, rest, [...done, head]);
  return rest[0] === each ? [] : [formatPath([...done, head, ...rest])];
}

function nameFailures(type: ResourceType, inputs: JsonObject): string[] {
  const failures: string[] = [];
  for (const parameter of pathParameters(type)) {
    const value = inputs[parameter];
    if (value === undefined || isUnknown(value)) continue;
    if (typeof value !== "string") failures.push(`'${parameter}' should be of type 'string' but got ${typeof value}`);
  }
  const parameter = nameParameter(type);
  const name = inputs[parameter];
  if (typeof name !== "string" || isUnknown(name)) return failures;
  const { minLength, maxLength, pattern } = type.nameRule;
  if (name.length < minLength)
    failures.push(`'${parameter}' is too short (${name.length}): at least ${minLength} characters required`);
  if (name.length > maxLength)
    failures.push(`'${parameter}' is too long (${name.length}): at most ${maxLength} characters allowed`);
  if (name.length <= maxLength && !pattern.test(name))
    failures.push(`'${parameter}' does not match expression '${pattern.source}'`);
  return failures;
}
