import type { ResourceType } from "../resourceTypes/resourceType.js";
import { resourceType } from "../resourceTypes/table.js";
import { resourceGroupToken } from "../resourceTypes/resourceGroups.js";
import { textOf } from "../resourceTypes/resourceView.js";
import { fillTemplate, idKey, parseArmId } from "../values/armId.js";
import type { Json } from "../values/json.js";
import { formatPath, valueAt, valuesAt } from "../values/propertyPath.js";
import { normalizeRegion, regions } from "../values/regions.js";
import { redacted } from "../values/secretValues.js";
import { armError, inUse, resourceNotFound, type CloudError } from "../values/cloudError.js";
import type { PutContext } from "../resourceTypes/putContext.js";

/** One thing that Azure Resource Manager requires of every kind of resource. */
type PutRule = (type: ResourceType, put: PutContext) => CloudError | undefined;

/** Everything ARM says against a create or update: the first objection, in the order in which ARM looks. */
export function firstObjection(type: ResourceType, put: PutContext): CloudError | undefined {
  for (const rule of rules) {
    const objection = rule(type, put);
    if (objection !== undefined) return objection;
  }
  return type.validate?.(put);
}

/** Source of the codes: https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors */
const rules: readonly PutRule[] = [
  function groupExists(type, { resource, cloud }) {
    if (type.token === resourceGroupToken || resource.resourceGroup === "") return undefined;
    const groupId = `/subscriptions/${parseArmId(resource.id)?.subscriptionId ?? ""}/resourceGroups/${resource.resourceGroup}`;
    if (cloud.exists(groupId)) return undefined;
    return armError(404, "ResourceGroupNotFound", `Resource group '${resource.resourceGroup}' could not be found.`);
  },

  function locationIsReal(type, { resource }) {
    const { location } = resource;
    if (type.placement === undefined || type.placement === "none") return undefined;
    if (location === "")
      return armError(400, "LocationRequired", "The location property is required for this definition.");
    const open = type.placement === "global" ? new Set(["global"]) : regions;
    if (open.has(location)) return undefined;
    const list = [...open].join(",");
    if (type.token === resourceGroupToken) {
      return armError(
        400,
        "LocationNotAvailableForResourceGroup",
        `The provided location '${location}' is not available for resource group. List of available regions is '${list}'.`,
      );
    }
    return armError(
      400,
      "LocationNotAvailableForResourceType",
      `The provided location '${location}' is not available for resource type '${type.armType}'. List of available regions for the resource type is '${list}'.`,
    );
  },

  function locationIsTheSame(type, { resource, previous }) {
    const before = normalizeRegion(textOf(previous?.["location"]));
    if (before === "" || before === resource.location) return undefined;
    const group = type.token === resourceGroupToken ? resource.name : resource.resourceGroup;
    return armError(
      409,
      "InvalidResourceLocation",
      `The resource '${resource.name}' already exists in location '${before}' in resource group '${group}'. ` +
        `A resource with the same name cannot be created in location '${resource.location}'. Please select a new resource name.`,
    );
  },

  function nameIsFree(type, { resource, cloud, previous, inputs }) {
    if (previous !== undefined) return undefined;
    const isRival = (other: { id: string; name: string }) =>
      idKey(other.name) === idKey(resource.name) && idKey(other.id) !== idKey(resource.id);
    if (type.takenName !== undefined && cloud.all(type.token).some(isRival)) return type.takenName(resource.name);
    const deleted = type.softDelete && cloud.softDeleted(type.token, resource.name);
    if (type.softDelete === undefined || deleted === undefined) return undefined;
    const recovers =
      type.softDelete.recovers(inputs) &&
      idKey(deleted.id) === idKey(resource.id) &&
      deleted.location === resource.location;
    return recovers ? undefined : type.softDelete.conflict(resource.name);
  },

  function parentExists(type, { resource, cloud }) {
    const parent = type.parent === undefined ? undefined : resourceType(type.parent);
    if (parent === undefined) return undefined;
    const depth = fillTemplate(parent.idTemplate, {}).split("/").length;
    const parentId = resource.id.split("/").slice(0, depth).join("/");
    if (cloud.exists(parentId)) return undefined;
    const child = type.armType.split("/").slice(1).join("/");
    return armError(
      404,
      "ParentResourceNotFound",
      `Failed to perform 'write' on resource(s) of type '${child}', because the parent resource '${parentId}' could not be found.`,
    );
  },

  function referencesExist(type, { inputs, cloud, resource }) {
    for (const { path } of type.references ?? []) {
      const lost = valuesAt(inputs, path).find(
        ({ value }) => typeof value === "string" && !isOutside(value) && !cloud.exists(absolute(value)),
      );
      if (lost !== undefined) return missingReference(textOf(lost.value), resource.id);
    }
    return undefined;
  },

  function partsInUseStay(type, { inputs, previous, resource, cloud }) {
    if (type.inlineChildren === undefined || previous === undefined) return undefined;
    const kept = new Set(type.inlineChildren(resource.id, inputs).map(idKey));
    for (const part of type.inlineChildren(resource.id, previous)) {
      const holder = kept.has(idKey(part)) ? undefined : cloud.holderOf(part);
      if (holder !== undefined) return inUse("Subnet", part.slice(part.lastIndexOf("/") + 1), holder);
    }
    return undefined;
  },

  function valuesAreAllowed(type, { inputs }) {
    for (const [path, allowed] of Object.entries(type.allowed ?? {})) {
      const bad = valuesAt(inputs, path).find(({ value }) => !allowed.some((candidate) => sameText(candidate, value)));
      if (bad !== undefined) {
        return armError(
          400,
          "InvalidRequestPropertyValue",
          `The value '${textOf(bad.value)}' is not allowed for property ${formatPath(bad.path)}. Allowed values are: ${allowed.map(textOf).join(", ")}.`,
        );
      }
    }
    return undefined;
  },

  function fixedPropertiesStay(type, { inputs, previous }) {
    const changed = (type.immutable ?? []).find((path) => {
      const before = valueAt(previous, path);
      const after = valueAt(inputs, path);
      return before !== undefined && before !== redacted && after !== undefined && !sameText(before, after);
    });
    return changed === undefined
      ? undefined
      : armError(400, "PropertyChangeNotAllowed", `Changing property '${changed}' is not allowed.`);
  },
];

function missingReference(id: string, referrer: string): CloudError {
  const parsed = parseArmId(absolute(id));
  if (parsed?.type.startsWith("Microsoft.Network/") === true) {
    return armError(
      400,
      "InvalidResourceReference",
      `Resource ${id} referenced by resource ${referrer} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
    );
  }
  if (parsed?.type === "Microsoft.Resources/resourceGroups") {
    return armError(404, "ResourceGroupNotFound", `Resource group '${parsed.names[0] ?? ""}' could not be found.`);
  }
  return resourceNotFound(parsed?.type ?? "unknown", parsed?.names.join("/") ?? id, parsed?.resourceGroup);
}

/** Scopes above subscriptions are not simulated and always taken for real. */
function isOutside(id: string): boolean {
  return /^\/?providers\/Microsoft\.Management\/managementGroups\//i.test(id);
}

function absolute(id: string): string {
  return `/${id.replace(/^\/+|\/+$/g, "")}`;
}

function sameText(one: Json, other: Json): boolean {
  return textOf(one).toLowerCase() === textOf(other).toLowerCase();
}
