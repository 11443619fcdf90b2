import { after, before } from "node:test";
import { blobArtifacts } from "../../adapters/blob/blobArtifacts.js";
import { blobContainer, type BlobContainer } from "../../adapters/blob/blobContainer.js";
import { blobLedger } from "../../adapters/blob/blobLedger.js";
import { blobOutbox } from "../../adapters/blob/blobOutbox.js";
import { blobProgressFeed } from "../../adapters/blob/blobProgressFeed.js";
import { blobStackLease } from "../../adapters/blob/blobStackLease.js";
import { memoryLedger } from "../../adapters/memory/memoryLedger.js";
import { startAzurite, type Azurite } from "../../local/azurite/azurite.js";
import { artifactsContract } from "./artifactsContract.js";
import { eventOutboxContract } from "./eventOutboxContract.js";
import { ledgerContract } from "./ledgerContract.js";
import { progressFeedContract } from "./progressFeedContract.js";
import { stackLeaseContract } from "./stackLeaseContract.js";

let azurite: Azurite | undefined;
before(async () => {
  azurite = await startAzurite();
});
after(() => azurite?.close());

let containers = 0;
const emptyContainer = (): BlobContainer => {
  containers += 1;
  return blobContainer({ connectionString: azurite?.connectionString ?? "" }, `contract-${containers}`);
};

artifactsContract("Blob Storage", () => blobArtifacts(emptyContainer()));
ledgerContract("Blob Storage", () => blobLedger(emptyContainer()));
progressFeedContract("Blob Storage", () => blobProgressFeed(emptyContainer()));
stackLeaseContract("Blob Storage", (clock) => blobStackLease(emptyContainer(), clock));
eventOutboxContract("Blob Storage", (publisher) => blobOutbox(blobLedger(emptyContainer()), publisher));
eventOutboxContract("Blob Storage through a ledger in memory", (publisher) => blobOutbox(memoryLedger(), publisher));
