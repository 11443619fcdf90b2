import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { test } from "node:test";
import { isSecretName, secretForm, withoutSecrets } from "./secretText.js";

/** Secrets that were made for this test and open nothing. */
const letters = (count: number) => "aB3".repeat(count).slice(0, count);
const secrets: Readonly<Record<string, readonly string[]>> = {
  "an account key": [
    `DefaultEndpointsProtocol=https;AccountName=st;AccountKey=${letters(86)}==;EndpointSuffix=core.windows.net`,
    `Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${letters(43)}=`,
    `accountkey = ${letters(30)}`,
  ],
  "a shared access signature": [
    `https://st.blob.core.windows.net/c?sv=2024-11-04&sp=r&sig=${letters(43)}%3D`,
    `SharedAccessSignature sr=sb%3a%2f%2fx&sig=${letters(44)}&se=1`,
    `sig=${letters(40)}`,
  ],
  "a private key": ["RSA ", "EC ", "OPENSSH ", "ENCRYPTED ", ""].map(
    (kind) => `-----BEGIN ${kind}PRIVATE KEY-----\nMIIE`,
  ),
  "a JSON web token": [`eyJ${letters(20)}.eyJ${letters(30)}.${letters(43)}`],
  "a bearer token": [`Authorization: Bearer ${letters(40)}`],
  "a connection string with a password": [
    "Server=tcp:x.database.windows.net,1433;User ID=app;Password=Hunter2Hunter2;Encrypt=True",
    "Host=db;Username=app;Pwd=hunter2",
    "password=hunter2",
    "jdbc:postgresql://db/orders?user=app&password=hunter2",
  ],
  "an address with a password": [
    "postgres://app:hunter2@db.example.com/orders",
    "rediss://:hunter2@cache:6380".replace("//:", "//u:"),
  ],
  "a client secret of Entra": [`abc8Q~${letters(34)}`],
  "a token of GitHub": [`ghp_${letters(36)}`],
};

for (const [what, texts] of Object.entries(secrets))
  test(`knows ${what} by its form, also inside another text [CP-130]`, () => {
    for (const text of texts) {
      assert.equal(secretForm(text), what, text);
      assert.equal(secretForm(`note: "${text}"`), what, text);
    }
  });

for (const [what, texts] of Object.entries(secrets))
  test(`takes ${what} out of a text and leaves what is before it [CP-130]`, () => {
    for (const text of texts) {
      const cleaned = withoutSecrets(`before ${text} `);
      assert.match(cleaned, /^before .*\[secret\]/, text);
      assert.doesNotMatch(cleaned.replace(/\beyJ\w*/, "header"), /aB3aB3aB3a|hunter2|MIIE|eyJ/i, cleaned);
      assert.equal(secretForm(cleaned), undefined, cleaned);
    }
  });

test("leaves the rest of a text with a secret readable [CP-130]", () => {
  assert.equal(
    withoutSecrets(
      `could not open postgres://app:hunter2@db.example.com/orders; AccountKey=${letters(40)}== was given`,
    ),
    "could not open postgres://app:[secret]@db.example.com/orders; AccountKey=[secret] was given",
  );
});

test("takes ids, digests, addresses and words for what they are", () => {
  const harmless = [
    "sha512-" + randomBytes(64).toString("base64"),
    `sha256:${randomBytes(32).toString("hex")}`,
    randomUUID(),
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv",
    "https://kv.vault.azure.net/secrets/name/0123456789abcdef0123456789abcdef",
    "https://example.com/a?sv=1&design=blue&assign=me",
    "azurekeyvault://cs-provisioner.vault.azure.net/keys/pulumi",
    "git@github.com:connectsoft/orders.git",
    "ops@connectsoft.io",
    "https://example.com:8443/a@b",
    "Endpoint=sb://x.servicebus.windows.net/",
    'secrets: [{ name: "auth-secret", value: seedSecret("authservice-app-secret") }]',
    "Password rotation: see the handbook",
    "-----BEGIN CERTIFICATE-----",
    "The bearer of this ring",
    "eyJustAName.eyJ",
  ];
  for (const text of harmless) {
    assert.equal(secretForm(text), undefined, text);
    assert.equal(withoutSecrets(text), text);
  }
});

test("knows the names that announce a secret, in every spelling", () => {
  for (const name of [
    ...[
      "password",
      "dbPassword",
      "DB_PASSWORD",
      "password2",
      "passwordHash",
      "SecretValue",
      "secret-value-2",
      "clientSecret",
    ],
    ...[
      "sas",
      "SAS",
      "blob-sas",
      "sasUrl",
      "SAS_TOKEN",
      "apiKey",
      "API-KEYS",
      "accountkey",
      "storage_account_key_primary",
    ],
    ...[
      "connection-string",
      "ConnectionStrings",
      "credentials",
      "pwd",
      "passphrase",
      "refresh_token_old",
      "plain.secret.text",
    ],
  ])
    assert.ok(isSecretName(name), name);
  for (const name of [
    ...[
      "owner",
      "secret-owner",
      "secretary",
      "token_url",
      "tokenizer-team",
      "passwordless",
      "password-policy",
      "key",
      "keyvault",
    ],
    ...["cost-center", "sasquatch", "texas", "value", "hash", "new", "", "2", "credential-rotation-days"],
  ])
    assert.ok(!isSecretName(name), name);
});
