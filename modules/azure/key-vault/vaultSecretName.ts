import * as z from "zod";

/** Name of a secret inside a vault. Source: learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#vault-name-and-object-name */
export const VaultSecretName = z
  .string()
  .regex(/^[0-9A-Za-z-]{1,127}$/, "a vault secret name has 1 to 127 letters, digits and hyphens");
