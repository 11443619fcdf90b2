import { armError, type CloudError } from "../values/cloudError.js";
import type { PutContext } from "./putContext.js";
import { etag } from "./common.js";
import { leftOut, whenGiven } from "./outputRules.js";
import type { ResourceType } from "./resourceType.js";
import { storageAccountId } from "./storage.js";

const account = "azure-native:storage:StorageAccount";
const onlyDefault = { minLength: 7, maxLength: 7, pattern: /^default$/ };

/** What lives in a storage account. */
export const storageServices: readonly ResourceType[] = [
  {
    token: "azure-native:storage:BlobContainer",
    armType: "Microsoft.Storage/storageAccounts/blobServices/containers",
    source: "https://learn.microsoft.com/azure/templates/microsoft.storage/storageaccounts/blobservices/containers",
    apiVersion: "2024-01-01",
    idTemplate: `${storageAccountId}/blobServices/default/containers/{containerName}`,
    nameRule: { minLength: 3, maxLength: 63, pattern: /^(?:\$root|\$web|\$logs|[a-z0-9](?:-?[a-z0-9])*)$/ },
    autoName: "copy",
    parent: account,
    allowed: { publicAccess: ["None", "Blob", "Container"] },
    outputs: {
      etag,
      lastModifiedTime: (r) => r.modifiedAt,
      leaseState: "Available",
      leaseStatus: "Unlocked",
      hasImmutabilityPolicy: false,
      hasLegalHold: false,
      deleted: false,
      remainingRetentionDays: 0,
      publicAccess: "None",
      defaultEncryptionScope: "$account-encryption-key",
      denyEncryptionScopeOverride: false,
      immutableStorageWithVersioning: whenGiven({ timeStamp: leftOut, migrationState: leftOut }),
      deletedTime: leftOut,
      immutabilityPolicy: leftOut,
      leaseDuration: leftOut,
      legalHold: leftOut,
      version: leftOut,
    },
    validate: containerRules,
  },
  {
    token: "azure-native:storage:BlobServiceProperties",
    armType: "Microsoft.Storage/storageAccounts/blobServices",
    source: "https://learn.microsoft.com/azure/templates/microsoft.storage/storageaccounts/blobservices",
    apiVersion: "2024-01-01",
    idTemplate: `${storageAccountId}/blobServices/{blobServicesName}`,
    nameRule: onlyDefault,
    autoName: "copy",
    parent: account,
    builtIn: true,
    outputs: {
      sku: { name: leftOut, tier: leftOut },
      cors: { corsRules: [] },
      deleteRetentionPolicy: { enabled: false, allowPermanentDelete: false },
      restorePolicy: whenGiven({ minRestoreTime: (r) => r.modifiedAt, lastEnabledTime: leftOut }),
    },
    validate: blobServiceRules,
  },
  {
    token: "azure-native:storage:ManagementPolicy",
    armType: "Microsoft.Storage/storageAccounts/managementPolicies",
    source: "https://learn.microsoft.com/azure/templates/microsoft.storage/storageaccounts/managementpolicies",
    apiVersion: "2024-01-01",
    idTemplate: `${storageAccountId}/managementPolicies/{managementPolicyName}`,
    nameRule: onlyDefault,
    autoName: "copy",
    parent: account,
    required: ["policy.rules", "policy.rules[].name", "policy.rules[].type", "policy.rules[].definition.actions"],
    allowed: { "policy.rules[].type": ["Lifecycle"] },
    outputs: { lastModifiedTime: (r) => r.modifiedAt },
  },
];

/** Source: https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-prevent */
function containerRules({ resource, cloud }: PutContext): CloudError | undefined {
  const access = resource.text("publicAccess") || "None";
  if (access === "None") return undefined;
  const accountInputs = cloud.inputsOf(resource.id.split("/blobServices/")[0] ?? "");
  return accountInputs?.["allowBlobPublicAccess"] === true
    ? undefined
    : armError(409, "PublicAccessNotPermitted", "Public access is not permitted on this storage account.");
}

/** Source: https://learn.microsoft.com/azure/storage/blobs/point-in-time-restore-overview (prerequisites) */
function blobServiceRules({ resource }: PutContext): CloudError | undefined {
  if (resource.at("restorePolicy.enabled") !== true) return undefined;
  const missing = ["isVersioningEnabled", "changeFeed.enabled", "deleteRetentionPolicy.enabled"].filter(
    (path) => resource.at(path) !== true,
  );
  if (missing.length === 0) return undefined;
  return armError(
    400,
    "InvalidRequestPropertyValue",
    `The value 'True' is not allowed for property restorePolicy.enabled without ${missing.join(", ")}.`,
  );
}
