import { RunError } from "../../shared/errors.js";
import type { SecretValues } from "../../shared/ports/secretValues.js";
import { lookup } from "../../shared/lookup.js";

/** A vault in memory. */
export function memorySecrets(values: Readonly<Record<string, string>>): SecretValues {
  return {
    has: (vaultRef) => Promise.resolve(Object.hasOwn(values, vaultRef)),
    value(vaultRef) {
      const value = lookup(values, vaultRef);
      return value === undefined
        ? Promise.reject(new RunError("rejected-input", `The vault has no secret ${JSON.stringify(vaultRef)}`))
        : Promise.resolve(value);
    },
  };
}
