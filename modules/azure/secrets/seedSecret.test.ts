import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { test } from "node:test";
import { keyVaultArgs } from "../testing/examples.js";
import { synth } from "../testing/synth.js";
import { KeyVault } from "../key-vault/keyVault.js";
import { seedSecret } from "./seedSecret.js";

test("takes the engine's value over the configured one, and marks it secret", async (t) => {
  withVariable(t, "PROVISIONER_SECRET_AUTH_APP_SECRET", "from-engine");
  assert.deepEqual(await seeded("auth-app-secret", { "golden:auth-app-secret": "from-config" }), {
    "[secret]": "from-engine",
  });
});

test("takes the stack's configuration when a person runs the program by hand", async (t) => {
  withVariable(t, "PROVISIONER_SECRET_AUTH_APP_SECRET", "");
  assert.deepEqual(await seeded("auth-app-secret", { "golden:auth-app-secret": "from-config" }), {
    "[secret]": "from-config",
  });
});

test("names both ways to give a value that is missing", () => {
  assert.throws(
    () => seedSecret("invoice-token"),
    (error: Error) => {
      assert.ok(pulumi.RunError.isInstance(error));
      assert.match(error.message, /pulumi config set --secret invoice-token/);
      assert.match(error.message, /PROVISIONER_SECRET_INVOICE_TOKEN/);
      return true;
    },
  );
});

test("refuses a reference that no vault could have, without repeating it", () => {
  assert.throws(
    () => seedSecret("hunter2!"),
    (error: Error) => !error.message.includes("hunter2"),
  );
});

async function seeded(vaultRef: string, config: Record<string, string>): Promise<unknown> {
  const { outputs } = await synth(
    () => {
      new KeyVault("vault", keyVaultArgs);
      return { value: seedSecret(vaultRef) };
    },
    { config },
  );
  return outputs["value"];
}

function withVariable(t: { after(done: () => void): void }, name: string, value: string): void {
  process.env[name] = value;
  t.after(() => Reflect.deleteProperty(process.env, name));
}
