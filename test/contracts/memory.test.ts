import { memoryArtifacts } from "../../adapters/memory/memoryArtifacts.js";
import { memoryLedger } from "../../adapters/memory/memoryLedger.js";
import { memoryOutbox } from "../../adapters/memory/memoryOutbox.js";
import { memoryProgressFeed } from "../../adapters/memory/memoryProgressFeed.js";
import { memorySecrets } from "../../adapters/memory/memorySecrets.js";
import { memoryStackLease } from "../../adapters/memory/memoryStackLease.js";
import { artifactsContract } from "./artifactsContract.js";
import { eventOutboxContract } from "./eventOutboxContract.js";
import { ledgerContract } from "./ledgerContract.js";
import { progressFeedContract } from "./progressFeedContract.js";
import { secretValuesContract } from "./secretValuesContract.js";
import { stackLeaseContract } from "./stackLeaseContract.js";

artifactsContract("memory", () => memoryArtifacts());
ledgerContract("memory", memoryLedger);
progressFeedContract("memory", memoryProgressFeed);
stackLeaseContract("memory", memoryStackLease);
eventOutboxContract("memory", memoryOutbox);
secretValuesContract("memory", memorySecrets);
