import type * as keyvault from "@pulumi/azure-native/keyvault";
import type * as monitor from "@pulumi/azure-native/monitor";
import * as z from "zod";
import { input } from "../args/input.js";
import type { EachOverrides, Overrides } from "../args/overrides.js";
import { placement, WorkspaceId } from "../args/placement.js";
import { unique } from "../args/unique.js";
import { PrivateConnection, PrivateEndpointOverrides } from "../private-endpoint/privateEndpointArgs.js";
import { VaultSecretName } from "./vaultSecretName.js";

/** Unique across Azure, also among deleted vaults. Source: learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#vault-name-and-object-name */
export const VaultName = z
  .string()
  .regex(
    /^(?!.*--)[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$/,
    "a vault name has 3 to 24 letters, digits and single hyphens, starts with a letter and ends with a letter or digit",
  );

const Secret = z.strictObject({
  name: VaultSecretName,
  /** The secret itself; see `seedSecret`. It is encrypted in the state and never shown. */
  value: input(z.string().min(1, "a secret is not empty")),
});

export const KeyVaultArgs = z
  .strictObject({
    ...placement,
    vaultName: input(VaultName),
    /**
     * Who may read secrets: `rbac` takes the vault's Azure role assignments; `app-only` ignores them, so that no role of a
     * person counts, and takes only the vault's own list of applications. Either way the vault starts closed.
     */
    access: z.enum(["app-only", "rbac"]),
    /** Refuses to destroy a deleted vault before its retention is over. Cannot be turned off again. */
    purgeProtection: z.boolean(),
    /** Days a deleted vault or secret can be recovered; fixed once the vault exists. */
    softDeleteRetentionInDays: z.int().min(7, "at least 7 days").max(90, "at most 90 days"),
    secrets: z.array(Secret).superRefine(unique(({ name }) => name)),
    /** Log Analytics workspace that gets the audit log. */
    workspaceId: input(WorkspaceId).optional(),
    /**
     * `anywhere` lets in every network, so that who may read is decided by Entra alone: for workloads that have neither a
     * network of their own nor a fixed address. Default: trusted Azure services, and the private endpoint.
     */
    reachableFrom: z.literal("anywhere").optional(),
    /** Gives the vault an address in a network, named `pe-<vaultName>`, and closes it to the internet, also for IP rules. */
    privateEndpoint: PrivateConnection.optional(),
    overrides: z
      .strictObject({
        vault: z.custom<Overrides<keyvault.VaultArgs>>().optional(),
        /** For every secret, or for each by its name. */
        secret: z.custom<EachOverrides<keyvault.SecretArgs>>().optional(),
        diagnostics: z.custom<Overrides<monitor.DiagnosticSettingArgs>>().optional(),
        privateEndpoint: PrivateEndpointOverrides.optional(),
      })
      .optional(),
  })
  .refine(({ reachableFrom, privateEndpoint }) => reachableFrom === undefined || privateEndpoint === undefined, {
    message: "a vault with a private endpoint is reached by that alone",
    path: ["reachableFrom"],
  });
export type KeyVaultArgs = z.input<typeof KeyVaultArgs>;
