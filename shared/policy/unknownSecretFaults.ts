import type { Fault } from "../contracts/problem.js";
import type { ProvisionRequest } from "../contracts/request.js";

/** One fault for each secret whose reference the vault does not know. */
export async function unknownSecretFaults(
  request: ProvisionRequest,
  isKnown: (vaultRef: string) => Promise<boolean>,
): Promise<Fault[]> {
  const known = await Promise.all(request.secrets.map(({ vaultRef }) => isKnown(vaultRef)));
  return request.secrets.flatMap(({ name }, index): Fault[] =>
    known[index]
      ? []
      : [
          {
            pointer: `#/secrets/${index}/vault_ref`,
            rule: "unknown-vault-ref",
            detail: `The vault knows no secret under the reference given for ${name}.`,
            remedy: "Store the secret in the vault first, or correct the reference.",
          },
        ],
  );
}
