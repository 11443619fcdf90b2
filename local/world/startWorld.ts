import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { startAzurite } from "../azurite/azurite.js";
import { installPlugin } from "../azure/installPlugin.js";
import { startTopic } from "../topic/topic.js";
import { hostProcess } from "./hostProcess.js";
import { passphrase, topicKey, vaultFile } from "./localSecrets.js";

export interface WorldOptions {
  /** Root of the application. */
  readonly app: string;
  /** Folder of everything that lasts: storage, state of the host, simulated cloud, events. */
  readonly data: string;
  /** Absolute path of the pulumi executable. */
  readonly cliPath: string;
  /** Port of the service; 0 takes a free one. */
  readonly port?: number;
  /** How long each create in the simulated cloud takes, so that a person can watch it. */
  readonly latencyMs?: number;
  /** Called with the name of each part when it is up. */
  readonly onPart?: (part: string) => void;
}

/** Everything the service needs, on this machine and on loopback only. */
export interface World {
  readonly url: string;
  /** Where published events can be read. */
  readonly topicUrl: string;
  readonly hostPid: number;
  /** Resolves when the host ends by itself, with its last words. */
  readonly ended: Promise<string>;
  close(): Promise<void>;
}

/** Brings up storage, topic, simulated cloud and host, and takes all of them down again in reverse order. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { app, data, cliPath, port = 0, latencyMs = 0, onPart = () => undefined } = options;
  const cleanup: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of cleanup.splice(0).reverse()) await end();
  };
  try {
    const folder = async (name: string): Promise<string> => {
      const path = join(data, name);
      await mkdir(path, { recursive: true });
      return path;
    };
    const pulumiHome = await folder("pulumi");
    const [storage, key] = await Promise.all([
      startAzurite({ folder: await folder("storage") }),
      topicKey(data),
      installPlugin(pulumiHome, join(app, "dist/local/azure/plugin.js")),
    ]);
    cleanup.push(() => storage.close());
    onPart("storage");

    const topic = await startTopic({ dir: await folder("topic"), key, port: 0, subscriptions: [] });
    cleanup.push(() => topic.close());
    onPart("topic");

    const host = await hostProcess({
      app,
      data: await folder("host"),
      port,
      env: {
        FUNCTIONS_WORKER_RUNTIME: "node",
        AZURE_FUNCTIONS_ENVIRONMENT: "Development",
        AzureWebJobsStorage: storage.connectionString,
        PROVISIONER_APP_DIR: app,
        PROVISIONER_CLOUD: process.env["PROVISIONER_CLOUD"] ?? "simulated",
        PROVISIONER_IDENTITY: "development",
        PROVISIONER_PULUMI_CLI: cliPath,
        PROVISIONER_PULUMI_HOME: pulumiHome,
        PROVISIONER_WORK_DIR: await folder("work"),
        PROVISIONER_PASSPHRASE: await passphrase(data),
        PROVISIONER_VAULT_FILE: await vaultFile(data),
        PROVISIONER_TOPIC_ENDPOINT: topic.endpoint,
        PROVISIONER_TOPIC_KEY: key,
        PROVISIONER_TELEMETRY_FILE: join(await folder("telemetry"), "telemetry.jsonl"),
        SIMULATED_AZURE_DIR: await folder("cloud"),
        SIMULATED_AZURE_LATENCY_MS: String(latencyMs),
      },
    });
    cleanup.push(() => host.close());
    onPart("host");
    return { url: host.url, topicUrl: topic.url, hostPid: host.pid, ended: host.ended, close };
  } catch (error) {
    await close();
    throw error;
  }
}
