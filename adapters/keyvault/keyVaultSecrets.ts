import type { TokenCredential } from "@azure/identity";
import type { SecretClient } from "@azure/keyvault-secrets";
import { RunError } from "../../shared/errors.js";
import type { SecretValues } from "../../shared/ports/secretValues.js";
import { isMissingSecret, translateKeyVaultError } from "./translateKeyVaultError.js";

export interface KeyVaultOptions {
  /** `https://{vault}.vault.azure.net`; plain `http` on loopback only. */
  readonly vaultUrl: string;
  /** The machine's own identity when absent. */
  readonly credential?: TokenCredential;
}

/** The source vault as an Azure Key Vault. Needs the role "Key Vault Secrets User". The SDK is loaded by the first call. */
export function keyVaultSecrets(options: KeyVaultOptions): SecretValues {
  let opened: Promise<SecretClient> | undefined;
  const use = async <T>(vaultRef: string, operation: (vault: SecretClient) => Promise<T>): Promise<T> => {
    try {
      opened ??= openVault(options);
      return await operation(await opened);
    } catch (error) {
      throw translateKeyVaultError(error, options.vaultUrl, vaultRef);
    }
  };
  return {
    // Versions are asked for, not the secret: a check needs no value in this process.
    has: (vaultRef) =>
      use(vaultRef, async (vault) => {
        try {
          for await (const { enabled } of vault.listPropertiesOfSecretVersions(vaultRef)) if (enabled) return true;
          return false;
        } catch (error) {
          if (isMissingSecret(error)) return false;
          throw error;
        }
      }),

    value: (vaultRef) =>
      use(vaultRef, async (vault) => {
        const { value } = await vault.getSecret(vaultRef);
        if (value === undefined) throw new RunError("rejected-input", `The secret ${vaultRef} has no value`);
        return value;
      }),
  };
}

async function openVault({ vaultUrl, credential }: KeyVaultOptions): Promise<SecretClient> {
  const { SecretClient } = await import("@azure/keyvault-secrets");
  const isLocal = ["127.0.0.1", "localhost", "[::1]"].includes(new URL(vaultUrl).hostname);
  return new SecretClient(vaultUrl, credential ?? (await machineIdentity()), {
    retryOptions: { maxRetries: 3, retryDelayInMs: 200, maxRetryDelayInMs: 2_000 },
    allowInsecureConnection: isLocal,
    // A vault's challenge must name the vault's own domain, which a stand-in on loopback cannot have.
    disableChallengeResourceVerification: isLocal,
  });
}

async function machineIdentity(): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import("@azure/identity");
  return new DefaultAzureCredential();
}
