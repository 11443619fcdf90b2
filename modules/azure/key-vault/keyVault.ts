import * as authorization from "@pulumi/azure-native/authorization";
import * as keyvault from "@pulumi/azure-native/keyvault";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { checked } from "../args/checked.js";
import { override, overridesOf } from "../args/overrides.js";
import { diagnosticSetting } from "../diagnostics/diagnosticSetting.js";
import { checkedOutputs } from "../outputs/checkedOutputs.js";
import { computed } from "../outputs/computed.js";
import { HttpsUrl, ResourceId, ResourceName } from "../outputs/outputRules.js";
import { connectPrivately } from "../private-endpoint/connectPrivately.js";
import { KeyVaultArgs } from "./keyVaultArgs.js";
import { vaultProperties } from "./vaultProperties.js";

const KeyVaultOutputs = z.strictObject({
  id: ResourceId,
  vaultName: ResourceName,
  vaultUri: HttpsUrl,
});

/**
 * A key vault with its seeded secrets, closed to every network and every reader until somebody is let in.
 *
 * A vault's name stays taken until its retention is over, and a vault never moves to another region: for a new region
 * take a new name. Another name or resource group replaces it, which deletes the old one first.
 */
export class KeyVault extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly vaultName: pulumi.Output<string>;
  readonly vaultUri: pulumi.Output<string>;

  constructor(name: string, args: KeyVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    const { overrides, ...given } = checked(KeyVaultArgs, "KeyVault", name, args);
    super("cloud-provisioner:azure:KeyVault", name, {}, opts);
    const { resourceGroupName, location, tags } = given;

    const { tenantId } = authorization.getClientConfigOutput({ parent: this });
    const vault = new keyvault.Vault(
      name,
      override<keyvault.VaultArgs>(
        { resourceGroupName, location, vaultName: given.vaultName, properties: vaultProperties(given, tenantId), tags },
        overrides?.vault,
      ),
      { parent: this },
    );

    // A secret has no date of expiry: it would be a note only, the vault goes on giving the value, and a date that an apply
    // moves on says nothing of the value's age. Whoever renews the value can set one by an override of `secret`.
    // Source: learn.microsoft.com/azure/key-vault/secrets/about-secrets#secret-attributes
    for (const secret of given.secrets) {
      // Written through Azure Resource Manager, which the vault's firewall and access list do not hold up, but deleted
      // through the vault itself, which they do. When the vault goes as well, nothing needs to be deleted in it.
      // Of a protected vault, too, a secret may go: the vault gives it back until its retention is over.
      new keyvault.Secret(
        `${name}-${secret.name}`,
        override<keyvault.SecretArgs>(
          {
            resourceGroupName,
            vaultName: vault.name,
            secretName: secret.name,
            properties: { value: pulumi.secret(secret.value), contentType: "text/plain" },
            tags,
          },
          overridesOf(overrides?.secret, secret.name),
        ),
        { parent: this, deletedWith: vault, protect: false },
      );
    }

    if (given.workspaceId !== undefined) {
      diagnosticSetting(
        name,
        {
          resourceUri: vault.id,
          workspaceId: given.workspaceId,
          logs: [{ categoryGroup: "audit" }],
          metrics: ["AllMetrics"],
          overrides: overrides?.diagnostics,
        },
        this,
      );
    }

    if (given.privateEndpoint) {
      const endpointName = pulumi.interpolate`pe-${vault.name}`;
      const connection = { resourceGroupName, location, tags, ...given.privateEndpoint };
      connectPrivately(
        name,
        { ...connection, endpointName, resourceId: vault.id, groupId: "vault" },
        overrides?.privateEndpoint,
        this,
      );
    }

    const outputs = checkedOutputs(KeyVaultOutputs, "KeyVault", name, {
      id: vault.id,
      vaultName: vault.name,
      vaultUri: computed(vault, vault.properties, (properties) => properties.vaultUri),
    });
    this.id = outputs.id;
    this.vaultName = outputs.vaultName;
    this.vaultUri = outputs.vaultUri;
    this.registerOutputs(outputs);
  }
}
