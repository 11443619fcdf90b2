import { RunError } from "../../shared/errors.js";
import type { SecretValues } from "../../shared/ports/secretValues.js";
import { Refusal } from "./refusal.js";

/** Fetches the values of the references a program will ask for. @throws Refusal `secret-unavailable`, naming the reference. */
export async function fetchSecrets(vault: SecretValues, refs: readonly string[]): Promise<Map<string, string>> {
  const entries = await Promise.all(refs.map(async (ref) => [ref, await fetchSecret(vault, ref)] as const));
  return new Map(entries);
}

async function fetchSecret(vault: SecretValues, ref: string): Promise<string> {
  try {
    if (await vault.has(ref)) return await vault.value(ref);
  } catch (cause) {
    const isTransient = cause instanceof RunError && cause.kind === "transient";
    throw new Refusal("secret-unavailable", `the vault did not give the secret "${ref}"`, isTransient, { cause });
  }
  throw new Refusal("secret-unavailable", `the vault does not know the secret "${ref}"`);
}
