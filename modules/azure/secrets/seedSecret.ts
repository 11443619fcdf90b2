import * as pulumi from "@pulumi/pulumi";
import { VaultSecretName } from "../key-vault/vaultSecretName.js";

/**
 * The value of a secret that the stack refers to by name only; always secret, in previews too.
 *
 * It comes from the environment variable that the Cloud Provisioner gives its engine, or else from the stack's own
 * configuration, so that a person can run the same program by hand.
 *
 * @throws RunError when neither has it, naming both ways to give it.
 *
 * @public
 */
export function seedSecret(vaultRef: string): pulumi.Output<string> {
  if (!VaultSecretName.safeParse(vaultRef).success) {
    throw new pulumi.RunError(
      "a vault reference has 1 to 127 letters, digits and hyphens, for example auth-app-secret",
    );
  }
  const variable = `PROVISIONER_SECRET_${vaultRef.toUpperCase().replaceAll("-", "_")}`;
  const given = process.env[variable];
  if (given) return pulumi.secret(given);

  const configured = new pulumi.Config().getSecret(vaultRef);
  if (configured) return configured;
  throw new pulumi.RunError(
    `The value of the secret "${vaultRef}" is missing. Give it either way:\n` +
      `  pulumi config set --secret ${vaultRef}      (asks for the value)\n` +
      `  the environment variable ${variable}`,
  );
}
