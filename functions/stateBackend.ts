import type { Config } from "./config.js";

/**
 * Where the engine keeps state: the same storage account, reached with the engine's own variables.
 * Source: https://gocloud.dev/howto/blob/#azure (query parameters of azblob).
 */
export function stateBackend(
  { AzureWebJobsStorage: storage }: Config,
  container: string,
): { readonly url: string; readonly env: Readonly<Record<string, string>> } {
  if (storage.startsWith("https://")) {
    const account = new URL(storage).hostname.split(".")[0] ?? "";
    return { url: `azblob://${container}?storage_account=${account}`, env: { AZURE_STORAGE_ACCOUNT: account } };
  }
  const settings = new Map(storage.split(";").map((part) => splitOnce(part)));
  const account = settings.get("AccountName") ?? "";
  const env = { AZURE_STORAGE_ACCOUNT: account, AZURE_STORAGE_KEY: settings.get("AccountKey") ?? "" };
  const endpoint = settings.get("BlobEndpoint");
  if (endpoint === undefined) return { url: `azblob://${container}?storage_account=${account}`, env };
  const { protocol, host } = new URL(endpoint);
  return { url: `azblob://${container}?protocol=${protocol.replace(":", "")}&domain=${host}&localemu=true`, env };
}

function splitOnce(part: string): [string, string] {
  const at = part.indexOf("=");
  return [part.slice(0, at), part.slice(at + 1)];
}
