import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, test } from "node:test";
import { fault } from "../../test/kit/fault.js";
import { secretValuesContract } from "../../test/contracts/secretValuesContract.js";
import { keyVaultSecrets } from "./keyVaultSecrets.js";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  }
});

const credential = {
  getToken: () => Promise.resolve({ token: "token-of-the-test", expiresOnTimestamp: Date.now() + 3_600_000 }),
};
const challenge = `Bearer authorization="https://login.microsoftonline.com/tenant", resource="https://vault.azure.net"`;

/**
 * Key Vault's REST interface as far as it is used: a challenge first, then versions and values.
 * Source: https://learn.microsoft.com/rest/api/keyvault/secrets
 */
async function vault(values: Readonly<Record<string, string>>, status?: number) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const answer = (code: number, json: unknown, headers: Record<string, string> = {}): void => {
      response.writeHead(code, { "content-type": "application/json", ...headers }).end(JSON.stringify(json));
    };
    if (status !== undefined) {
      answer(status, { error: { code: "Told", message: "told to" } }, { "retry-after": "0" });
      return;
    }
    if (request.headers.authorization !== "Bearer token-of-the-test") {
      answer(401, {}, { "www-authenticate": challenge });
      return;
    }
    const [, , name = "", part] = new URL(request.url ?? "", "http://127.0.0.1").pathname.split("/");
    asked.push(part === "versions" ? `versions of ${name}` : `value of ${name}`);
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    const id = `${url}/secrets/${name}/1`;
    if (value === undefined) answer(404, { error: { code: "SecretNotFound", message: "no such secret" } });
    else if (part === "versions") answer(200, { value: [{ id, attributes: { enabled: true } }], nextLink: null });
    else answer(200, { id, value, attributes: { enabled: true } });
  });
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { secrets: keyVaultSecrets({ vaultUrl: url, credential }), asked };
}

secretValuesContract("Key Vault's REST interface", async (values) => (await vault(values)).secrets);

test("whether a secret exists is found out without its value", async () => {
  const { secrets, asked } = await vault({ "invoice-token": "s3cret" });
  assert.equal(await secrets.has("invoice-token"), true);
  assert.deepEqual(asked, ["versions of invoice-token"]);
});

test("a vault that is busy is a transient fault, one that refuses is a defect with the remedy", async () => {
  await assert.rejects((await vault({}, 503)).secrets.value("a"), fault("transient", /503.*try again/));
  await assert.rejects((await vault({}, 429)).secrets.has("a"), fault("transient", /429/));
  await assert.rejects((await vault({}, 403)).secrets.value("a"), fault("defect", /Key Vault Secrets User/));
});

test("a vault that is away is a transient fault", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const vaultUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.close();
  await once(server, "close");
  await assert.rejects(keyVaultSecrets({ vaultUrl, credential }).value("a"), fault("transient", /did not answer/));
});
