import type { SecretValues } from "../../shared/ports/secretValues.js";

/** The same vault, except that every value it gives away is hidden from telemetry first. */
export function hidingValues(vault: SecretValues, hide: (value: string) => void): SecretValues {
  return {
    has: (vaultRef) => vault.has(vaultRef),
    async value(vaultRef) {
      const value = await vault.value(vaultRef);
      hide(value);
      return value;
    },
  };
}
