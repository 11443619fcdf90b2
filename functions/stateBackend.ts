import type { Config } from "./config.js";

/** Azurite's account, which is the same everywhere. Source: https://learn.microsoft.com/azure/storage/common/storage-use-azurite */
const development =
  "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1";

/**
 * Where the engine keeps state: the same storage account, reached with the engine's own variables.
 * Source: https://gocloud.dev/howto/blob/#azure (query parameters of azblob).
 */
export function stateBackend(
  { AzureWebJobsStorage: storage }: Config,
  container: string,
): { readonly url: string; readonly env: Readonly<Record<string, string>> } {
  if (storage.startsWith("https://")) {
    const { hostname } = new URL(storage);
    const account = hostname.split(".")[0] ?? "";
    return { url: urlOf(container, account, hostname), env: { AZURE_STORAGE_ACCOUNT: account } };
  }
  const connection = storage === "UseDevelopmentStorage=true" ? development : storage;
  const settings = new Map(connection.split(";").map((part) => splitOnce(part)));
  const account = settings.get("AccountName") ?? "";
  const env = { AZURE_STORAGE_ACCOUNT: account, AZURE_STORAGE_KEY: settings.get("AccountKey") ?? "" };
  const endpoint = new URL(
    settings.get("BlobEndpoint") ?? `https://${account}.blob.${settings.get("EndpointSuffix") ?? publicSuffix}`,
  );
  const { protocol, host, pathname } = endpoint;
  // An emulator has the account in the path, where Azure has it in the name of the host.
  const isEmulator = pathname.startsWith(`/${account}`);
  return isEmulator
    ? { url: `azblob://${container}?protocol=${protocol.replace(":", "")}&domain=${host}&localemu=true`, env }
    : { url: urlOf(container, account, host), env };
}

const publicSuffix = "core.windows.net";

/** The domain is only named where it is not the public cloud's own. */
function urlOf(container: string, account: string, host: string): string {
  const domain = host.slice(account.length + 1);
  const named = domain === `blob.${publicSuffix}` ? "" : `&domain=${domain}`;
  return `azblob://${container}?storage_account=${account}${named}`;
}

function splitOnce(part: string): [string, string] {
  const at = part.indexOf("=");
  return [part.slice(0, at), part.slice(at + 1)];
}
