import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { rememberedArtifacts } from "../adapters/blob/rememberedArtifacts.js";
import { blobArtifacts } from "../adapters/blob/blobArtifacts.js";
import { blobContainer, type BlobAccount, type BlobContainer } from "../adapters/blob/blobContainer.js";
import { blobLedger } from "../adapters/blob/blobLedger.js";
import { blobOutbox } from "../adapters/blob/blobOutbox.js";
import { blobProgressFeed } from "../adapters/blob/blobProgressFeed.js";
import { blobShelf } from "../adapters/blob/blobShelf.js";
import { blobStackLease } from "../adapters/blob/blobStackLease.js";
import { blobStateStore } from "../adapters/blob/blobStateStore.js";
import { pulumiEngine } from "../adapters/engine-pulumi/pulumiEngine.js";
import { eventGridPublisher } from "../adapters/eventgrid/eventGridPublisher.js";
import { fileSecrets } from "../adapters/keyvault/fileSecrets.js";
import { keyVaultSecrets } from "../adapters/keyvault/keyVaultSecrets.js";
import { folderShelf } from "../adapters/knowledge/folderShelf.js";
import { loadKnowledge } from "../adapters/knowledge/loadKnowledge.js";
import { hidingValues } from "../adapters/telemetry/hidingValues.js";
import { openTelemetry } from "../adapters/telemetry/openTelemetry.js";
import { canonicalJson } from "../shared/canonicalJson.js";
import { resolvePlan } from "../shared/planning/resolvePlan.js";
import { defaultPolicy } from "../shared/policy/assess.js";
import type { Clock } from "../shared/ports/clock.js";
import type { KnowledgeShelf } from "../shared/ports/knowledgeShelf.js";
import { componentsOf, type ModulesPackage } from "../shared/rendering/modulesPackage.js";
import type { Application } from "./application.js";
import { readConfig, type Config } from "./config.js";
import { decisionsBy } from "./decisions.js";
import { readModulesPackage } from "./readModulesPackage.js";
import { stateBackend } from "./stateBackend.js";

/** Joins contracts, rules and adapters into the application. The only place that constructs adapters. */
export async function compose(environment: Readonly<Record<string, string | undefined>>): Promise<Application> {
  const config = readConfig(environment);
  const account = storageAccount(config);
  const [modulesPackage, program] = await Promise.all([
    readModulesPackage(join(config.PROVISIONER_APP_DIR, "dist/modules/azure"), digest),
    readFile(join(config.PROVISIONER_APP_DIR, "dist/functions/main.js"), "utf8"),
  ]);
  const own = ownKnowledge(config, account);
  const knowledge = await loadKnowledge(join(config.PROVISIONER_APP_DIR, "knowledge"), {
    modules: componentsOf(modulesPackage),
    ...(own ? { own } : {}),
  });
  const records = blobContainer(account, "records");
  const state = blobContainer(account, "state");
  const clock: Clock = { now: () => new Date() };
  const ledger = blobLedger(records);
  const publisher = eventGridPublisher({
    endpoint: config.PROVISIONER_TOPIC_ENDPOINT,
    ...(config.PROVISIONER_TOPIC_KEY ? { key: config.PROVISIONER_TOPIC_KEY } : {}),
  });
  const secrets = config.PROVISIONER_VAULT_FILE
    ? fileSecrets({ file: config.PROVISIONER_VAULT_FILE })
    : keyVaultSecrets({ vaultUrl: config.PROVISIONER_VAULT_URL ?? "" });
  const telemetry = openTelemetry({
    ...(config.PROVISIONER_TELEMETRY_FILE ? { file: config.PROVISIONER_TELEMETRY_FILE } : {}),
    ...(config.OTEL_EXPORTER_OTLP_ENDPOINT ? { otlpEndpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT } : {}),
  });
  const stateFiles = blobStateStore(state);
  const engine = pulumiEngine({
    cliPath: config.PROVISIONER_PULUMI_CLI,
    pulumiHome: config.PROVISIONER_PULUMI_HOME,
    backend: { ...stateBackend(config, "state"), files: stateFiles },
    encryption: config.PROVISIONER_PASSPHRASE
      ? { passphrase: config.PROVISIONER_PASSPHRASE }
      : { secretsProvider: config.PROVISIONER_SECRETS_PROVIDER ?? "" },
    workRoot: config.PROVISIONER_WORK_DIR,
    secretValues: hidingValues(secrets, telemetry.hide),
    stateCopies: { put: (name, text) => stateFiles.put(`copies/${name}`, text) },
    runnerPath: join(config.PROVISIONER_APP_DIR, "dist/engine/runner.js"),
    provider: { version: knowledge.versions.azureNative, configuration: {}, env: providerEnvironment(environment) },
  });

  return {
    config,
    artifacts: rememberedArtifacts(blobArtifacts(records), 8 * 1024 * 1024),
    ledger,
    feed: blobProgressFeed(records),
    lease: blobStackLease(records, clock),
    outbox: blobOutbox(ledger, publisher),
    secrets,
    clock,
    telemetry,
    engine,
    digest,
    build: buildOf(program, modulesPackage),
    policy: defaultPolicy,
    policyDigest: digest(canonicalJson(defaultPolicy)),
    ...decisionsBy(knowledge, modulesPackage, digest),
    resolve: (accepted, known) =>
      resolvePlan(accepted, knowledge, digest, {
        secretsProvider: config.PROVISIONER_SECRETS_PROVIDER ?? "passphrase",
        ...known,
      }),
    metrics: () => telemetry.metrics(),
    health: async () => ({ storage: await storageHealth(records) }),
    close: () => telemetry.flush(),
  };
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/**
 * The program names its chunks, and each name holds a hash of the content: a digest of it is one of all code. The modules
 * lie beside it, and every rendered stack has a copy of them.
 */
function buildOf(program: string, { digest: modules, packageLock }: ModulesPackage): string {
  return digest([program, modules, packageLock.digest].join("\n"));
}

/** A connection string names its key; an address is used with the host's own identity. */
function storageAccount({ AzureWebJobsStorage: storage }: Config): BlobAccount {
  return storage.startsWith("https://") ? { accountUrl: storage } : { connectionString: storage };
}

/** Where the organisation keeps knowledge of its own, when it does. */
function ownKnowledge(config: Config, account: BlobAccount): KnowledgeShelf | undefined {
  if (config.PROVISIONER_KNOWLEDGE_DIR !== undefined) return folderShelf(config.PROVISIONER_KNOWLEDGE_DIR);
  if (config.PROVISIONER_KNOWLEDGE_CONTAINER === undefined) return undefined;
  const [container = "", ...prefix] = config.PROVISIONER_KNOWLEDGE_CONTAINER.split("/");
  return blobShelf(blobContainer(account, container, { mustExist: true }), prefix.join("/"));
}

/** The only variables that reach the provider: credentials of the real cloud, or the place of the simulated one. */
const providerVariables = /^(ARM_|AZURE_(CLIENT|TENANT|FEDERATED)|SIMULATED_AZURE_|IDENTITY_|MSI_)/;

function providerEnvironment(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => providerVariables.test(entry[0]) && entry[1] !== undefined,
    ),
  );
}

async function storageHealth(container: BlobContainer): Promise<"ok" | { trouble: string }> {
  try {
    await container.use("looking at the storage", (client) => client.getProperties());
    return "ok";
  } catch (error) {
    return { trouble: error instanceof Error ? error.message : String(error) };
  }
}
