import type { Fault } from "../contracts/problem.js";
import type { AcceptedRequest } from "../contracts/request.js";
import { placeFaults } from "../planning/planFault.js";

/**
 * One fault for each secret whose reference the vault does not know. Neither the reference nor the name is repeated: a
 * password looks like a reference, and a secret without a name is called after its reference.
 */
export async function unknownSecretFaults(
  accepted: AcceptedRequest,
  isKnown: (vaultRef: string) => Promise<boolean>,
): Promise<Fault[]> {
  const known = await Promise.all(accepted.request.secrets.map(({ vaultRef }) => isKnown(vaultRef)));
  const unknown = known.flatMap((each, index) => (each ? [] : [index]));
  return placeFaults(
    accepted,
    unknown.map((index) => ({
      at: `/secrets/${index}/vaultRef`,
      rule: "unknown-vault-ref",
      detail: "The vault knows no secret under the reference given here; it is not shown.",
      remedy: "Store the secret in the vault first, or correct the reference.",
    })),
  );
}
