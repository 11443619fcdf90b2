/** A secrets provider that stacks may use: a passphrase of the host, or a key of a key vault. */
const allowed =
  /^(passphrase|azurekeyvault:\/\/[a-z][a-z0-9-]{1,22}[a-z0-9]\.vault\.azure\.net\/keys\/[A-Za-z0-9-]{1,127})$/;

/** Reason the specification gives a stack that uses secrets and names no provider for them. */
export const missingSecretsProvider = "Missing secretsProvider in Pulumi config";

export function isSecretsProvider(text: string): boolean {
  return allowed.test(text);
}
