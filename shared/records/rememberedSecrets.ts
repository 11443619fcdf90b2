import { canonicalJson } from "../canonicalJson.js";
import type { RememberedSecret, SecretChanges, SecretsHistory } from "../contracts/memory.js";
import type { SecretBinding } from "../contracts/plan.js";

/** The secrets of a plan as they are remembered, by name. */
export function rememberedSecrets(secrets: readonly SecretBinding[]): Record<string, RememberedSecret> {
  return Object.fromEntries(
    secrets.map(({ name, vaultRef, secretName, mountStrategy }) => [
      name,
      { vault_ref: vaultRef, secret_name: secretName, mount_strategy: mountStrategy },
    ]),
  );
}

/** How the secrets of a plan differ from those that a stack was given last. Source: specification section 11.2. */
export function secretChanges(
  planned: readonly SecretBinding[],
  last: Pick<SecretsHistory, "secrets"> | undefined,
): SecretChanges {
  const before = new Map(Object.entries(last?.secrets ?? {}));
  const now = new Map(Object.entries(rememberedSecrets(planned)));
  const isUpdated = (name: string): boolean =>
    before.has(name) && canonicalJson(before.get(name)) !== canonicalJson(now.get(name));
  return {
    added: [...now.keys()].filter((name) => !before.has(name)),
    missing: [...before.keys()].filter((name) => !now.has(name)),
    updated: [...now.keys()].filter(isUpdated),
  };
}
