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

test("takes a container, and a prefix in one", () => {
  for (const place of ["platform", "platform/v3", "records-of-ours", "state2/knowledge/2026-11"])
    assert.equal(
      readConfig({ ...complete, PROVISIONER_KNOWLEDGE_CONTAINER: place }).PROVISIONER_KNOWLEDGE_CONTAINER,
      place,
    );
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
  [
    "demands one place of the organisation's own knowledge",
    { PROVISIONER_KNOWLEDGE_DIR: "/srv/knowledge", PROVISIONER_KNOWLEDGE_CONTAINER: "platform" },
    /at most one of PROVISIONER_KNOWLEDGE_DIR/,
  ],
  [
    "refuses knowledge in a container that the application writes",
    { PROVISIONER_KNOWLEDGE_CONTAINER: "records/knowledge" },
    /PROVISIONER_KNOWLEDGE_CONTAINER: .*own container/,
  ],
  [
    "refuses knowledge in what is no container",
    { PROVISIONER_KNOWLEDGE_CONTAINER: "/srv/knowledge" },
    /PROVISIONER_KNOWLEDGE_CONTAINER: names a container/,
  ],
  ["refuses the development identity on a real cloud", { PROVISIONER_CLOUD: "azure" }, /believes a header/],
] as const)
  test(title, () => {
    assert.throws(() => readConfig({ ...complete, ...change }), pattern);
  });
