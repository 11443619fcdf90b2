import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { startAzurite } from "../azurite/azurite.js";
import { installPlugin } from "../azure/installPlugin.js";
import { lockDataFolder } from "../host/store/dataLock.js";
import { startTopic } from "../topic/topic.js";
import { passphrase, topicKey, vaultFile } from "./localSecrets.js";

export interface SurroundingsOptions {
  /** Root of the application. */
  readonly app: string;
  /** Folder of everything that lasts. */
  readonly data: string;
  /** Absolute path of the pulumi executable. */
  readonly cliPath: string;
  /** How long each create in the simulated cloud takes. */
  readonly latencyMs?: number;
  /** Called with the name of each part when it is up. */
  readonly onPart?: (part: string) => void;
}

/** What stands in for Azure around the host: storage, topic, a cloud, a vault. */
export interface Surroundings {
  /** Settings with which the application finds all of it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Where the events that the topic received can be read. */
  readonly topicUrl: string;
  readonly storageConnection: string;
  readonly hostData: string;
  readonly cloudDir: string;
  close(): Promise<void>;
}

/**
 * Brings up everything but the host, on loopback and in one data folder.
 * @throws Error when another cloud is asked for (a header names people here, which must not reach a real one), and when
 * the data folder is in use.
 */
export async function startSurroundings(options: SurroundingsOptions): Promise<Surroundings> {
  const { app, data, cliPath, latencyMs = 0, onPart = () => undefined } = options;
  if ((process.env["PROVISIONER_CLOUD"] || "simulated") !== "simulated") throw new Error(onlySimulated);
  await mkdir(data, { recursive: true });
  const lock = lockDataFolder(data); // before the storage starts: two on one folder write over each other
  const folder = async (name: string): Promise<string> => {
    const path = join(data, name);
    await mkdir(path, { recursive: true });
    return path;
  };
  const [storageDir, topicDir, hostData, pulumiHome, workDir, cloudDir, telemetryDir] = (await Promise.all(
    ["storage", "topic", "host", "pulumi", "work", "cloud", "telemetry"].map(folder),
  )) as [string, string, string, string, string, string, string];

  const running: { close(): Promise<void> }[] = [];
  const close = async (): Promise<void> => {
    try {
      for (const part of running.reverse()) await part.close();
    } finally {
      lock.release();
    }
  };
  try {
    const storage = await startAzurite({ folder: storageDir });
    running.push(storage);
    onPart("storage");
    const key = await topicKey(data);
    const topic = await startTopic({ dir: topicDir, key, port: 0, subscriptions: [] });
    running.push(topic);
    onPart("topic");
    await installPlugin(pulumiHome, join(app, "dist/local/azure/plugin.js"));
    onPart("simulated Azure");
    return {
      topicUrl: topic.url,
      storageConnection: storage.connectionString,
      hostData,
      cloudDir,
      settings: {
        FUNCTIONS_WORKER_RUNTIME: "node",
        AZURE_FUNCTIONS_ENVIRONMENT: "Development",
        AzureWebJobsStorage: storage.connectionString,
        PROVISIONER_APP_DIR: app,
        PROVISIONER_CLOUD: "simulated",
        PROVISIONER_KNOWLEDGE_DIR: process.env["PROVISIONER_KNOWLEDGE_DIR"] ?? "",
        PROVISIONER_KNOWLEDGE_CONTAINER: process.env["PROVISIONER_KNOWLEDGE_CONTAINER"] ?? "",
        PROVISIONER_IDENTITY: "development",
        PROVISIONER_PULUMI_CLI: cliPath,
        PROVISIONER_PULUMI_HOME: pulumiHome,
        PROVISIONER_WORK_DIR: workDir,
        PROVISIONER_PASSPHRASE: await passphrase(data),
        PROVISIONER_VAULT_FILE: await vaultFile(data),
        PROVISIONER_TOPIC_ENDPOINT: topic.endpoint,
        PROVISIONER_TOPIC_KEY: key,
        PROVISIONER_TELEMETRY_FILE: join(telemetryDir, "telemetry.jsonl"),
        SIMULATED_AZURE_DIR: cloudDir,
        SIMULATED_AZURE_LATENCY_MS: String(latencyMs),
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const onlySimulated =
  "PROVISIONER_CLOUD asks for another cloud, and here there is only the simulated one. Deploy the build to reach Azure.";
