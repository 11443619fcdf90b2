import { open } from "node:fs/promises";
import { z } from "zod";
import { RunError } from "../../shared/errors.js";
import type { SecretValues } from "../../shared/ports/secretValues.js";
import { lookup } from "../../shared/lookup.js";

const Vault = z.record(z.string(), z.string());

/**
 * The source vault as a JSON file of references and values, for one machine. Read at every call, so that a changed
 * value counts at once. Refused when others than its owner may read it.
 */
export function fileSecrets({ file }: { readonly file: string }): SecretValues {
  return {
    async has(vaultRef) {
      return Object.hasOwn(await readVault(file), vaultRef);
    },
    async value(vaultRef) {
      const vault = await readVault(file);
      const value = lookup(vault, vaultRef);
      if (value === undefined)
        throw new RunError("rejected-input", `The vault ${file} has no secret ${JSON.stringify(vaultRef)}`);
      return value;
    },
  };
}

/** Messages of the parsers are not passed on: they may quote a value. */
async function readVault(file: string): Promise<Readonly<Record<string, string>>> {
  const handle = await open(file).catch((error: unknown) => {
    throw new RunError("defect", `The vault ${file} cannot be read`, { cause: error });
  });
  try {
    const { mode } = await handle.stat();
    if (process.platform !== "win32" && (mode & 0o077) !== 0)
      throw new RunError("defect", `The vault ${file} is open to others than its owner; set its mode to 600`);
    return parseVault(file, await handle.readFile("utf8"));
  } finally {
    await handle.close();
  }
}

function parseVault(file: string, text: string): Readonly<Record<string, string>> {
  try {
    return Vault.parse(JSON.parse(text));
  } catch {
    throw new RunError("defect", `The vault ${file} is not a JSON object of references and values`);
  }
}
