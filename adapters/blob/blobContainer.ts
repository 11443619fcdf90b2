import type { TokenCredential } from "@azure/identity";
import type { BlobServiceClient, ContainerClient, StoragePipelineOptions } from "@azure/storage-blob";
import { translateBlobError } from "./translateBlobError.js";

/** A storage account: by connection string, or by address with an identity (the machine's own when none is given). */
export type BlobAccount =
  { readonly connectionString: string } | { readonly accountUrl: string; readonly credential?: TokenCredential };

/** A container of an account. */
export interface BlobContainer {
  readonly name: string;
  /**
   * Runs one operation; `doing` completes "failed while …" in messages.
   * @throws RunError `transient`, `conflict` or `defect` for every fault that the operation lets through.
   */
  use<T>(doing: string, operation: (client: ContainerClient) => Promise<T>): Promise<T>;
}

/**
 * A container of an account. The SDK is loaded, and the container created, by the first operation; one that is
 * somebody else's is not created: `mustExist`.
 */
export function blobContainer(
  account: BlobAccount,
  name: string,
  { mustExist = false }: { readonly mustExist?: boolean } = {},
): BlobContainer {
  let opened: Promise<ContainerClient> | undefined;
  const open = (): Promise<ContainerClient> => {
    opened ??= openContainer(account, name, mustExist).catch((error: unknown) => {
      opened = undefined; // the next operation tries again
      throw error;
    });
    return opened;
  };
  return {
    name,
    async use(doing, operation) {
      try {
        return await operation(await open());
      } catch (error) {
        throw translateBlobError(error, doing);
      }
    },
  };
}

/** Four tries of at most 10 s: a blip is ridden out here, anything longer is the business of the caller's retry policy. */
const pipeline: StoragePipelineOptions = {
  retryOptions: { maxTries: 4, tryTimeoutInMs: 10_000, retryDelayInMs: 100, maxRetryDelayInMs: 1_000 },
  userAgentOptions: { userAgentPrefix: "cloud-provisioner" },
};

async function openContainer(account: BlobAccount, name: string, mustExist: boolean): Promise<ContainerClient> {
  const client = (await openAccount(account)).getContainerClient(name);
  if (!mustExist) await client.createIfNotExists();
  return client;
}

async function openAccount(account: BlobAccount): Promise<BlobServiceClient> {
  const { BlobServiceClient } = await import("@azure/storage-blob");
  if ("connectionString" in account) return BlobServiceClient.fromConnectionString(account.connectionString, pipeline);
  return new BlobServiceClient(account.accountUrl, account.credential ?? (await machineIdentity()), pipeline);
}

async function machineIdentity(): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import("@azure/identity");
  return new DefaultAzureCredential();
}
