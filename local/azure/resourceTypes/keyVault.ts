import { armError, invalidProperty, type CloudError } from "../values/cloudError.js";
import type { PutContext } from "./putContext.js";
import { fakeHex } from "../values/fakes.js";
import { valueAt } from "../values/propertyPath.js";
import { inGroup, isGuid, systemData } from "./common.js";
import { leftOut, whenGiven } from "./outputRules.js";
import type { ResourceType } from "./resourceType.js";
import type { ResourceView } from "./resourceView.js";

const vaultId = `${inGroup}/Microsoft.KeyVault/vaults/{vaultName}`;

export const keyVault: readonly ResourceType[] = [
  {
    token: "azure-native:keyvault:Vault",
    armType: "Microsoft.KeyVault/vaults",
    source: "https://learn.microsoft.com/azure/templates/microsoft.keyvault/vaults",
    apiVersion: "2024-11-01",
    idTemplate: vaultId,
    nameRule: { minLength: 3, maxLength: 24, pattern: /^[a-zA-Z](?:-?[a-zA-Z0-9])+$/ },
    placement: "regional", // no forced replacement in azure-native: moving a vault fails in ARM
    required: ["properties.sku.family", "properties.sku.name", "properties.tenantId"],
    allowed: { "properties.sku.family": ["A"], "properties.sku.name": ["standard", "premium"] },
    immutable: ["properties.softDeleteRetentionInDays"],
    slowness: 3,
    takenName: (name) =>
      armError(
        409,
        "VaultAlreadyExists",
        `The vault name '${name}' is already in use. Vault names are globally unique so it is possible that the name is already taken. ` +
          "If you are sure that the vault name was not taken then it is possible that a vault with the same name was recently deleted " +
          "but not purged after being placed in a recoverable state.",
      ),
    // Source: https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview
    softDelete: {
      retentionDaysPath: "properties.softDeleteRetentionInDays",
      defaultRetentionDays: 90,
      recovers: (inputs) => valueAt(inputs, "properties.createMode") === "recover",
      conflict: () =>
        armError(
          409,
          "ConflictError",
          "A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault. " +
            "Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.",
        ),
    },
    writeOnly: ["properties.createMode"],
    outputs: {
      systemData,
      properties: {
        vaultUri: (r) => vaultUri(r.name),
        provisioningState: "Succeeded",
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
        enableRbacAuthorization: false,
        accessPolicies: [],
        publicNetworkAccess: "Enabled",
        hsmPoolResourceId: leftOut,
        privateEndpointConnections: leftOut,
      },
    },
    validate: vaultRules,
  },
  {
    token: "azure-native:keyvault:Secret",
    armType: "Microsoft.KeyVault/vaults/secrets",
    source: "https://learn.microsoft.com/azure/templates/microsoft.keyvault/vaults/secrets",
    apiVersion: "2024-11-01",
    idTemplate: `${vaultId}/secrets/{secretName}`,
    nameRule: { minLength: 1, maxLength: 127, pattern: /^[a-zA-Z0-9-]+$/ },
    autoName: "copy",
    parent: "azure-native:keyvault:Vault",
    required: ["properties"],
    writeOnly: ["properties.value"],
    outputs: {
      location: leftOut,
      properties: {
        secretUri: (r) => secretUri(r),
        secretUriWithVersion: (r) => `${secretUri(r)}/${fakeHex(`${r.id}#${r.revision}`, 32)}`,
        attributes: whenGiven({
          created: (r) => Math.floor(Date.parse(r.createdAt) / 1000),
          updated: (r) => Math.floor(Date.parse(r.modifiedAt) / 1000),
        }),
      },
    },
  },
];

function vaultRules({ resource, previous }: PutContext): CloudError | undefined {
  if (!isGuid(resource.at("properties.tenantId"))) return invalidProperty("properties.tenantId", "it must be a GUID.");
  const days = resource.at("properties.softDeleteRetentionInDays");
  if (days !== undefined && (typeof days !== "number" || days < 7 || days > 90)) {
    return invalidProperty("properties.softDeleteRetentionInDays", "it must be between 7 and 90.");
  }
  if (
    resource.at("properties.enablePurgeProtection") === false &&
    valueAt(previous, "properties.enablePurgeProtection") === true
  ) {
    return armError(
      400,
      "BadRequest",
      'The property "enablePurgeProtection" cannot be set to false. Enabling the purge protection for a vault is an irreversible action.',
    );
  }
  return undefined;
}

function vaultUri(name: string): string {
  return `https://${name.toLowerCase()}.vault.azure.net/`;
}

function secretUri(resource: ResourceView): string {
  return `${vaultUri(vaultOf(resource.id))}secrets/${resource.name}`;
}

function vaultOf(secretId: string): string {
  return secretId.split("/").at(-3) ?? "";
}
