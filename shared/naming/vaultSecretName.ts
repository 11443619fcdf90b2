/** The name of a secret in the characters that a vault allows: `AUTH_SECRET` is `auth-secret`. */
export function vaultSecretName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
