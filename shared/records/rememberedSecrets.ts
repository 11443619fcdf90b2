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
  const before = last?.secrets ?? {};
  const now = rememberedSecrets(planned);
  const isUpdated = (name: string): boolean =>
    before[name] !== undefined && canonicalJson(before[name]) !== canonicalJson(now[name]);
  return {
    added: Object.keys(now).filter((name) => !(name in before)),
    missing: Object.keys(before).filter((name) => !(name in now)),
    updated: Object.keys(now).filter(isUpdated),
  };
}
