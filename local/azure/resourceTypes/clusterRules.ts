import { armError, invalidProperty, type CloudError } from "../values/cloudError.js";
import { serviceAddressRules } from "./clusterAddressRules.js";
import type { PutContext } from "./putContext.js";
import { isObject, type Json, type JsonObject } from "../values/json.js";
import { valueAt } from "../values/propertyPath.js";
import { canUpgrade, isNewer, kubernetesVersions, resolveKubernetesVersion, supportOf } from "./kubernetesVersions.js";
import { textOf, type ResourceView } from "./resourceView.js";

/** What AKS refuses. Source: https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/welcome-azure-kubernetes */
export function clusterRules(put: PutContext): CloudError | undefined {
  return (
    supportPlanRules(put) ??
    versionRules(put) ??
    namingRules(put) ??
    poolListRules(put) ??
    credentialRules(put) ??
    serviceAddressRules(put)
  );
}

/** A pool has a supported size and node count; its version may not be newer than its cluster's. */
export function agentPoolRules({ inputs, resource, cloud }: PutContext): CloudError | undefined {
  const cluster = cloud.inputsOf(resource.id.slice(0, resource.id.lastIndexOf("/agentPools/")));
  const own = resource.text("orchestratorVersion");
  const version = resolveKubernetesVersion(own);
  if (version === undefined) return unsupportedVersion(resource.name, own);
  const clusterVersion = resolveKubernetesVersion(textOf(cluster?.["kubernetesVersion"]));
  if (own !== "" && clusterVersion !== undefined && isNewer(version, clusterVersion)) {
    return armError(
      400,
      "NodePoolMcVersionIncompatible",
      `Node pool version ${version} and control plane version ${clusterVersion} are incompatible.`,
    );
  }
  return poolRules(inputs, resource.name);
}

function versionRules({ resource, previous }: PutContext): CloudError | undefined {
  const requested = resource.text("kubernetesVersion");
  const version = resolveKubernetesVersion(requested);
  if (version === undefined) return unsupportedVersion(resource.name, requested);
  const before = resolveKubernetesVersion(textOf(previous?.["kubernetesVersion"]));
  if (before !== version && supportOf(version) === "ended" && !isWithinMinor(before, version))
    return unsupportedVersion(resource.name, requested);
  if (before !== version && supportOf(version) === "long-term" && !hasLongTermSupport(resource))
    return longTermOnly(resource.name, version);
  if (previous === undefined || before === undefined || canUpgrade(before, version)) return undefined;
  const open = kubernetesVersions.filter((candidate) => candidate !== before && canUpgrade(before, candidate));
  return armError(
    400,
    "OperationNotAllowed",
    `Upgrading Kubernetes version ${before} to ${version} is not allowed. Available upgrades: [${open.join(" ")}].`,
  );
}

/** Source: https://learn.microsoft.com/azure/aks/long-term-support#enable-long-term-support */
function supportPlanRules({ resource }: PutContext): CloudError | undefined {
  if (!hasLongTermSupport(resource) || resource.text("sku.tier").toLowerCase() === "premium") return undefined;
  return armError(
    400,
    "BadRequest",
    `Managed cluster ${resource.name} cannot have the support plan AKSLongTermSupport: it is only available in the Premium tier.`,
  );
}

function hasLongTermSupport(resource: ResourceView): boolean {
  return resource.text("supportPlan") === "AKSLongTermSupport";
}

/** A cluster of a version whose support has ended still gets that version's patches. */
function isWithinMinor(before: string | undefined, version: string): boolean {
  const minorOf = (full: string): string => full.split(".").slice(0, 2).join(".");
  return before !== undefined && minorOf(before) === minorOf(version);
}

function longTermOnly(name: string, version: string): CloudError {
  return armError(
    400,
    "K8sVersionNotSupported",
    `Managed cluster ${name} is on version ${version}, which is only available for Long-Term Support (LTS). If you intend to onboard to LTS, please ensure the cluster is in Premium tier and LTS support plan.`,
  );
}

function namingRules({ resource }: PutContext): CloudError | undefined {
  const prefix = resource.text("dnsPrefix");
  if (prefix !== "" && !/^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,52}[a-zA-Z0-9])?$/.test(prefix)) {
    return armError(
      400,
      "DnsPrefixInvalid",
      `The DNS prefix '${prefix}' is invalid: 1 to 54 letters, digits and hyphens, no hyphen at the ends.`,
    );
  }
  return resource.text("nodeResourceGroup").length > 80
    ? armError(
        400,
        "InvalidParameter",
        "The length of the node resource group name is too long. The maximum length is 80.",
      )
    : undefined;
}

function poolListRules({ inputs, previous }: PutContext): CloudError | undefined {
  const pools = poolsOf(inputs);
  if (pools.length === 0)
    return armError(400, "InvalidParameter", "Required parameter agentPoolProfiles is missing (null).");
  if (!pools.some((pool) => pool["mode"] === "System")) {
    return armError(400, "MustHaveAtLeastOneSystemPool", "Must define at least one system pool.");
  }
  for (const pool of pools) {
    const name = textOf(pool["name"]);
    const windows = textOf(pool["osType"]).toLowerCase() === "windows";
    if (!(windows ? /^[a-z][a-z0-9]{0,5}$/ : /^[a-z][a-z0-9]{0,11}$/).test(name)) {
      return armError(
        400,
        "InvalidParameter",
        `The value of parameter agentPoolProfile.name '${name}' is invalid. Use 1 to 12 (Windows: 6) lowercase letters and digits, a letter first.`,
      );
    }
    const before = poolsOf(previous ?? {}).find((other) => other["name"] === name);
    if (before !== undefined && textOf(before["vmSize"]).toLowerCase() !== textOf(pool["vmSize"]).toLowerCase()) {
      return armError(400, "PropertyChangeNotAllowed", "Changing property 'properties.vmSize' is not allowed.");
    }
    const error = poolRules(pool, name);
    if (error !== undefined) return error;
  }
  return undefined;
}

function credentialRules({ resource }: PutContext): CloudError | undefined {
  if (resource.at("identity") !== undefined || resource.at("servicePrincipalProfile.clientId") !== undefined)
    return undefined;
  return armError(
    400,
    "ServicePrincipalNotFound",
    "A managed cluster needs an identity or a service principal: neither was given.",
  );
}

function poolRules(pool: JsonObject, name: string): CloudError | undefined {
  const size = textOf(pool["vmSize"]);
  // Source: the naming of https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions
  if (size !== "" && !/^(Standard|Basic)_[A-Z]{1,4}\d+[a-z-]*\d*[a-z]*(_[A-Za-z0-9]+)*$/i.test(size)) {
    return armError(
      400,
      "BadRequest",
      `The VM size of ${size} is not allowed in your subscription in the requested location. Agent pool: ${name}.`,
    );
  }
  const [count, min, max] = ["count", "minCount", "maxCount"].map((key) => pool[key]);
  const outside = (value: Json | undefined) =>
    value !== undefined && (typeof value !== "number" || value < 0 || value > 1000);
  if (outside(count)) return invalidProperty("count", "a pool has 0 to 1000 nodes.");
  if (pool["enableAutoScaling"] !== true) return undefined;
  if (typeof min !== "number" || typeof max !== "number" || min > max) {
    return armError(
      400,
      "InvalidParameter",
      `Agent pool ${name} scales automatically and needs minCount and maxCount, the first not above the second.`,
    );
  }
  return undefined;
}

function poolsOf(inputs: JsonObject): JsonObject[] {
  const pools = valueAt(inputs, "agentPoolProfiles");
  return Array.isArray(pools) ? pools.filter(isObject) : [];
}

function unsupportedVersion(name: string, version: string): CloudError {
  const help =
    "Please use [az aks get-versions] command to get the supported version list in this region. For more information, please check https://aka.ms/supported-version-list";
  return armError(
    400,
    "K8sVersionNotSupported",
    `Managed cluster ${name} is on version ${version} which is not supported in this region. ${help}`,
  );
}
