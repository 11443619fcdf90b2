import assert from "node:assert/strict";
import { test } from "node:test";
import { readConfig } from "./config.js";

const complete = {
  AzureWebJobsStorage: "UseDevelopmentStorage=true",
  PROVISIONER_CLOUD: "simulated",
  PROVISIONER_PULUMI_CLI: "/opt/pulumi/bin/pulumi",
  PROVISIONER_PULUMI_HOME: "/opt/pulumi-home",
  PROVISIONER_WORK_DIR: "/tmp/work",
  PROVISIONER_PASSPHRASE: "correct horse battery staple",
  PROVISIONER_VAULT_FILE: "/data/vault.json",
  PROVISIONER_TOPIC_ENDPOINT: "http://127.0.0.1:9999/api/events",
  PROVISIONER_IDENTITY: "development",
};

test("fills in what has a default", () => {
  assert.equal(readConfig(complete).PROVISIONER_GATE_MINUTES, 3 * 24 * 60);
});

test("names every problem at once and shows no value", () => {
  assert.throws(
    () =>
      readConfig({
        ...complete,
        PROVISIONER_PULUMI_CLI: "",
        PROVISIONER_PASSPHRASE: "short-secret",
        PROVISIONER_VAULT_URL: "x",
      }),
    (error: Error) => {
      assert.match(error.message, /PROVISIONER_PULUMI_CLI/);
      assert.match(error.message, /PROVISIONER_PASSPHRASE/);
      assert.match(error.message, /PROVISIONER_VAULT_URL/);
      assert.doesNotMatch(error.message, /short-secret/);
      return true;
    },
  );
});

for (const [title, change, pattern] of [
  ["demands one way to encrypt state", { PROVISIONER_PASSPHRASE: "" }, /exactly one of PROVISIONER_SECRETS_PROVIDER/],
  ["demands one source of secrets", { PROVISIONER_VAULT_FILE: "" }, /exactly one of PROVISIONER_VAULT_URL/],
  ["refuses the development identity on a real cloud", { PROVISIONER_CLOUD: "azure" }, /believes a header/],
] as const)
  test(title, () => {
    assert.throws(() => readConfig({ ...complete, ...change }), pattern);
  });
