import { z } from "zod";
import { MountStrategy as MountStrategyName, SecretName, VaultReference } from "../../contracts/request.js";
import type { FaultText } from "../reading/finding.js";
import { squashed } from "../reading/nearestName.js";
import { worded } from "./wording.js";

const MountStrategy = worded(MountStrategyName, {
  title: "a mount strategy",
  remedy: "One of env, volume, vault-agent-sidecar.",
  examples: ["env"],
  spellings: ["vault_strategy"],
  values: { sidecar: "vault-agent-sidecar", mount: "volume", file: "volume" },
  correction: "NormalisedMountStrategy",
});

/** A secret by reference. Whatever stands below is never repeated in an answer: it may be the secret itself. */
export const SecretItem = worded(
  z.strictObject({
    name: worded(SecretName, {
      title: "a secret's name",
      remedy: "1 to 127 letters, digits, underscores and hyphens, beginning with a letter, such as AUTH_SECRET.",
      explain: () => ({ rule: "invalid-name" }),
    }).optional(),
    vault_ref: worded(VaultReference, {
      title: "a vault reference",
      remedy: "The name under which the vault keeps the secret (letters, digits and hyphens), never the secret itself.",
      examples: ["authservice-app-secret"],
      explain: () => ({
        rule: "plaintext-secret",
        detail:
          "What stands here is not the name of a secret in a vault; it may be the secret itself, so it is not shown.",
      }),
    }),
    value_from: worded(z.literal("vault"), { title: "a source of secrets", remedy: "Only `vault`." }).optional(),
    mount_strategy: MountStrategy.optional(),
  }),
  {
    title: "a secret by reference",
    remedy: "An object with name, vault_ref and mount_strategy.",
    isSecret: true,
    explainField: explainPlaintext,
  },
);
export type SecretItem = z.infer<typeof SecretItem>;

export const Secrets = worded(z.array(SecretItem).max(100), {
  title: "a list of secrets",
  remedy: "A list of references, each with name, vault_ref and mount_strategy.",
  isSecret: true,
});

/** Fields under which people send a value where a reference belongs. */
const valueFields: ReadonlySet<string> = new Set(
  ["value", "secret", "secret_value", "plaintext", "plain_text", "password", "data", "content", "default", "token"].map(
    squashed,
  ),
);

function explainPlaintext(field: string): FaultText | undefined {
  if (!valueFields.has(squashed(field))) return undefined;
  return {
    rule: "plaintext-secret",
    detail: "A secret is given by value; it is not shown here and was not stored.",
    remedy: "Store it in the vault, remove this field, and name it with vault_ref. If it was real, change it.",
  };
}
