import type * as monitor from "@pulumi/azure-native/monitor";
import type * as storage from "@pulumi/azure-native/storage";
import * as z from "zod";
import { input } from "../args/input.js";
import type { EachOverrides, Overrides } from "../args/overrides.js";
import { placement, WorkspaceId } from "../args/placement.js";
import { unique } from "../args/unique.js";
import { PrivateConnection, PrivateEndpointOverrides } from "../private-endpoint/privateEndpointArgs.js";
import { Lifecycle, lifecycleFaults } from "./lifecycleArgs.js";

/** Unique across Azure. Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftstorage */
const AccountName = z.string().regex(/^[a-z0-9]{3,24}$/, "an account name has 3 to 24 lower-case letters and digits");

/** Source: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftstorage */
const ContainerName = z
  .string()
  .regex(
    /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
    "a container name has 3 to 63 lower-case letters, digits and single hyphens, not at its ends",
  );

/** Source: learn.microsoft.com/azure/storage/common/storage-redundancy */
const skus = [
  "Standard_LRS",
  "Standard_ZRS",
  "Standard_GRS",
  "Standard_RAGRS",
  "Standard_GZRS",
  "Standard_RAGZRS",
  "Premium_LRS",
  "Premium_ZRS",
] as const;

export const StorageArgs = z
  .strictObject({
    ...placement,
    accountName: input(AccountName),
    /**
     * How the data is replicated: in one place (LRS), over zones (ZRS), to the paired region (GRS), or both (GZRS); with
     * RA the copy there can be read at any time. The paired region comes and goes in place; zones and performance do not:
     * Azure refuses such an update. Source: learn.microsoft.com/azure/storage/common/redundancy-migration
     */
    sku: z.enum(skus),
    accessTier: z.enum(["Hot", "Cool", "Premium"]),
    /** Names of the blob containers. */
    containers: z.array(ContainerName).superRefine(unique((name) => name)),
    /** Log Analytics workspace that gets the log of every read, write and delete of blobs. */
    workspaceId: input(WorkspaceId).optional(),
    /** Moves blobs that nobody changes to cheaper tiers and deletes what is old. */
    lifecycle: Lifecycle.optional(),
    /**
     * `anywhere` lets in every network, so that who may read is decided by Entra alone: for workloads that have neither a
     * network of their own nor an address outside of the account's region. Default: trusted Azure services, and the
     * private endpoint. Source: learn.microsoft.com/azure/storage/common/storage-network-security
     */
    reachableFrom: z.literal("anywhere").optional(),
    /** Gives the blobs an address in a network, named `pe-<accountName>-blob`, and closes the account to the internet. */
    privateEndpoint: PrivateConnection.optional(),
    overrides: z
      .strictObject({
        account: z.custom<Overrides<storage.StorageAccountArgs>>().optional(),
        blobService: z.custom<Overrides<storage.BlobServicePropertiesArgs>>().optional(),
        /** For every container, or for each by its name. */
        container: z.custom<EachOverrides<storage.BlobContainerArgs>>().optional(),
        diagnostics: z.custom<Overrides<monitor.DiagnosticSettingArgs>>().optional(),
        lifecycle: z.custom<Overrides<storage.ManagementPolicyArgs>>().optional(),
        privateEndpoint: PrivateEndpointOverrides.optional(),
      })
      .optional(),
  })
  .refine(({ sku, accessTier }) => sku.startsWith("Premium") === (accessTier === "Premium"), {
    message: "Premium is both: a Premium sku and the access tier Premium, or neither",
    path: ["accessTier"],
  })
  .refine(({ reachableFrom, privateEndpoint }) => reachableFrom === undefined || privateEndpoint === undefined, {
    message: "an account with a private endpoint is reached by that alone",
    path: ["reachableFrom"],
  })
  .superRefine(({ sku, lifecycle }, context) => {
    for (const { message, field } of lifecycle ? lifecycleFaults(lifecycle, sku) : [])
      context.addIssue({ code: "custom", message, path: ["lifecycle", field] });
  });
export type StorageArgs = z.input<typeof StorageArgs>;
