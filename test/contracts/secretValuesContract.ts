import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { SecretValues } from "../../shared/ports/secretValues.js";
import { fault } from "../kit/fault.js";

/** What every adapter of `SecretValues` does. `make` gives a vault with exactly the given references and values. */
export function secretValuesContract(
  name: string,
  make: (values: Readonly<Record<string, string>>) => SecretValues | Promise<SecretValues>,
): void {
  describe(`secret values: ${name}`, () => {
    test("tells which references it knows", async () => {
      const vault = await make({ "authservice-secret": "s3cret" });
      assert.equal(await vault.has("authservice-secret"), true);
      assert.equal(await vault.has("authservice-secret2"), false);
      assert.equal(await vault.has("constructor"), false);
    });

    test("gives a value as it is, and refuses a reference it does not know", async () => {
      const value = 'p"ß 🔑\n';
      const vault = await make({ "authservice-secret": value });
      assert.equal(await vault.value("authservice-secret"), value);
      await assert.rejects(vault.value("none"), fault("rejected-input", /has no secret "none"/));
    });
  });
}
