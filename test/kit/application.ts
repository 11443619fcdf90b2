import { createRequire } from "node:module";
import type * as azureFunctions from "@azure/functions";
import { memoryEngine } from "../../adapters/memory/memoryEngine.js";
import { memoryOutbox } from "../../adapters/memory/memoryOutbox.js";
import { memoryPublisher } from "../../adapters/memory/memoryPublisher.js";
import { memorySecrets } from "../../adapters/memory/memorySecrets.js";
import { memoryTelemetry } from "../../adapters/memory/memoryTelemetry.js";
import type { Application } from "../../functions/application.js";
import { readConfig, type Config } from "../../functions/config.js";
import { decisionsBy } from "../../functions/decisions.js";
import type { LiveRun, Runs } from "../../functions/durable/runs.js";
import { resolvePlan } from "../../shared/planning/resolvePlan.js";
import { defaultPolicy } from "../../shared/policy/assess.js";
import { readKnowledge, versionsFor } from "./requests.js";
import { digest, memoryRecords } from "./runFixture.js";

/** The application on adapters in memory, with the real intake, planning and rendering. */
export async function memoryApplication(config: Partial<Config> = {}) {
  const knowledge = await readKnowledge();
  const records = memoryRecords();
  const topic = memoryPublisher();
  const telemetry = memoryTelemetry();
  const app = {
    ...records,
    config: { ...developmentConfig, ...config },
    outbox: memoryOutbox(topic),
    secrets: memorySecrets({ "authservice-app-secret": "value", "invoice-token": "value" }),
    telemetry,
    engine: memoryEngine(),
    digest,
    build: "test",
    policy: defaultPolicy,
    policyDigest: digest("policy"),
    ...decisionsBy(knowledge, versionsFor(knowledge).modulesPackage, digest),
    resolve: (accepted, known) =>
      resolvePlan(accepted, knowledge, digest, {
        secretsProvider: "passphrase",
        ...known,
      }),
    metrics: () => Promise.resolve("# no metrics\n"),
    health: () => Promise.resolve({ storage: "ok" as const }),
    close: () => Promise.resolve(),
  } satisfies Application;
  return { app, topic, telemetry, artifacts: records.artifacts, ledger: records.ledger };
}

const developmentConfig: Config = readConfig({
  AzureWebJobsStorage: "UseDevelopmentStorage=true",
  PROVISIONER_CLOUD: "simulated",
  PROVISIONER_PULUMI_CLI: "/nowhere/pulumi",
  PROVISIONER_PULUMI_HOME: "/nowhere/home",
  PROVISIONER_WORK_DIR: "/nowhere/work",
  PROVISIONER_PASSPHRASE: "correct horse battery staple",
  PROVISIONER_VAULT_FILE: "/nowhere/vault.json",
  PROVISIONER_TOPIC_ENDPOINT: "http://127.0.0.1:9/api/events",
  PROVISIONER_IDENTITY: "development",
});

/** A durable engine of which a test tells how each run stands. */
export function memoryRuns() {
  const live = new Map<string, LiveRun>();
  const started: string[] = [];
  const woken: string[] = [];
  const runs: Runs = {
    start: ({ runId }) => {
      started.push(runId);
      live.set(runId, { kind: "running", status: undefined });
      return Promise.resolve();
    },
    look: (runId) => Promise.resolve(live.get(runId) ?? { kind: "unknown" }),
    wake: (runId) => Promise.resolve(void woken.push(runId)),
  };
  return { runs, live, started, woken };
}

// A CommonJS package whose exports Node cannot name before it runs.
const { HttpRequest } = createRequire(import.meta.url)("@azure/functions") as typeof azureFunctions;

/** A request as a trigger receives it. */
export function httpRequest(
  method: "GET" | "POST",
  options: {
    readonly params?: Record<string, string>;
    readonly query?: Record<string, string>;
    readonly headers?: Record<string, string>;
    readonly body?: unknown;
    /** Name of the person on a development host. */
    readonly as?: string;
  } = {},
): azureFunctions.HttpRequest {
  const { params = {}, query = {}, headers = {}, body, as } = options;
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  return new HttpRequest({
    method,
    url: "http://127.0.0.1:7071/api/test",
    params,
    query,
    headers: {
      ...(text === undefined ? {} : { "content-type": "application/json" }),
      ...(as ? { "x-provisioner-user": as } : {}),
      ...headers,
    },
    ...(text === undefined ? {} : { body: { string: text } }),
  });
}
