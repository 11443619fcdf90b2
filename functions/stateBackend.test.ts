import assert from "node:assert/strict";
import { test } from "node:test";
import type { Config } from "./config.js";
import { stateBackend } from "./stateBackend.js";

const backend = (AzureWebJobsStorage: string) => stateBackend({ AzureWebJobsStorage } as Config, "state");
const key = { AZURE_STORAGE_ACCOUNT: "house", AZURE_STORAGE_KEY: "a2V5==" };
const account = "DefaultEndpointsProtocol=https;AccountName=house;AccountKey=a2V5==";

const cases: [string, string, string, Record<string, string>][] = [
  [
    "an account's address, with the host's own identity",
    "https://house.blob.core.windows.net",
    "azblob://state?storage_account=house",
    { AZURE_STORAGE_ACCOUNT: "house" },
  ],
  ["a connection string", `${account};EndpointSuffix=core.windows.net`, "azblob://state?storage_account=house", key],
  [
    "a connection string that names its endpoint",
    `${account};BlobEndpoint=https://house.blob.core.windows.net/`,
    "azblob://state?storage_account=house",
    key,
  ],
  [
    "another cloud",
    `${account};EndpointSuffix=core.chinacloudapi.cn`,
    "azblob://state?storage_account=house&domain=blob.core.chinacloudapi.cn",
    key,
  ],
  [
    "Azurite on a port of its own",
    `${account};BlobEndpoint=http://127.0.0.1:41001/house`,
    "azblob://state?protocol=http&domain=127.0.0.1:41001&localemu=true",
    key,
  ],
];
for (const [title, storage, url, env] of cases)
  test(`finds the engine's state from ${title}`, () => {
    assert.deepEqual(backend(storage), { url, env });
  });

test("knows Azurite's own account by its short name", () => {
  const { url, env } = backend("UseDevelopmentStorage=true");
  assert.equal(url, "azblob://state?protocol=http&domain=127.0.0.1:10000&localemu=true");
  assert.equal(env["AZURE_STORAGE_ACCOUNT"], "devstoreaccount1");
});
