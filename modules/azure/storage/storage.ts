import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { checked } from "../args/checked.js";
import { override, overridesOf } from "../args/overrides.js";
import { diagnosticSetting } from "../diagnostics/diagnosticSetting.js";
import { checkedOutputs } from "../outputs/checkedOutputs.js";
import { computed } from "../outputs/computed.js";
import { HttpsUrl, ResourceId, ResourceName } from "../outputs/outputRules.js";
import { connectPrivately } from "../private-endpoint/connectPrivately.js";
import { accountSettings, blobRecovery } from "./accountSettings.js";
import { lifecycleRules } from "./lifecycleRules.js";
import { StorageArgs } from "./storageArgs.js";

const StorageOutputs = z.strictObject({
  id: ResourceId,
  accountName: ResourceName,
  blobEndpoint: HttpsUrl,
});

/**
 * A storage account with private blob containers, closed to every network until a rule lets one in, and open to Entra
 * identities only.
 *
 * Replacing an account (other name, region or resource group) deletes the old one with its blobs first.
 */
export class Storage extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly accountName: pulumi.Output<string>;
  readonly blobEndpoint: pulumi.Output<string>;

  constructor(name: string, args: StorageArgs, opts?: pulumi.ComponentResourceOptions) {
    const { overrides, ...given } = checked(StorageArgs, "Storage", name, args);
    super("cloud-provisioner:azure:Storage", name, {}, opts);
    const { resourceGroupName, location, tags } = given;

    const account = new storage.StorageAccount(
      name,
      override<storage.StorageAccountArgs>(
        { resourceGroupName, location, accountName: given.accountName, ...accountSettings(given), tags },
        overrides?.account,
      ),
      { parent: this },
    );
    const blobService = new storage.BlobServiceProperties(
      `${name}-blobs`,
      override<storage.BlobServicePropertiesArgs>(
        { resourceGroupName, accountName: account.name, blobServicesName: "default", ...blobRecovery },
        overrides?.blobService,
      ),
      { parent: this, deletedWith: account },
    );
    for (const containerName of given.containers) {
      new storage.BlobContainer(
        `${name}-${containerName}`,
        override<storage.BlobContainerArgs>(
          { resourceGroupName, accountName: account.name, containerName, publicAccess: storage.PublicAccess.None },
          overridesOf(overrides?.container, containerName),
        ),
        { parent: this, deletedWith: account },
      );
    }

    if (given.workspaceId !== undefined) {
      // The account itself has no log; what happens to blobs is logged by its blob service.
      // Source: learn.microsoft.com/azure/storage/blobs/monitor-blob-storage
      diagnosticSetting(
        name,
        {
          resourceUri: blobService.id,
          workspaceId: given.workspaceId,
          logs: [{ categoryGroup: "audit" }],
          metrics: ["Transaction"],
          overrides: overrides?.diagnostics,
        },
        this,
      );
    }

    if (given.lifecycle) {
      new storage.ManagementPolicy(
        `${name}-lifecycle`,
        override<storage.ManagementPolicyArgs>(
          {
            resourceGroupName,
            accountName: account.name,
            managementPolicyName: "default",
            policy: { rules: lifecycleRules(given.lifecycle) },
          },
          overrides?.lifecycle,
        ),
        // A rule for versions is refused while the account keeps none.
        { parent: this, deletedWith: account, dependsOn: blobService, protect: false },
      );
    }
    if (given.privateEndpoint) {
      const endpointName = pulumi.interpolate`pe-${account.name}-blob`;
      const connection = { resourceGroupName, location, tags, ...given.privateEndpoint };
      connectPrivately(
        name,
        { ...connection, endpointName, resourceId: account.id, groupId: "blob" },
        overrides?.privateEndpoint,
        this,
      );
    }

    const outputs = checkedOutputs(StorageOutputs, "Storage", name, {
      id: account.id,
      accountName: account.name,
      blobEndpoint: computed(account, account.primaryEndpoints, (endpoints) => endpoints.blob),
    });
    this.id = outputs.id;
    this.accountName = outputs.accountName;
    this.blobEndpoint = outputs.blobEndpoint;
    this.registerOutputs(outputs);
  }
}
