import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import os from "node:os";
import { z } from "zod";
import { logLevels, type LogLevel } from "../log/logger.js";
import { Refusal } from "../refusal.js";
import { parseTimeSpan } from "./timeSpan.js";
import { unknownKeys } from "./unknownKeys.js";

const defaultTimeout = "00:30:00";

const concurrency = z.int().positive();
const Level = z
  .string()
  .transform((text) => text.toLowerCase())
  .pipe(z.enum(logLevels));

const HostJson = z.object({
  version: z.literal("2.0"),
  functionTimeout: z
    .string()
    .refine((text) => parseTimeSpan(text) !== undefined, "is no time span")
    .nullish(),
  logging: z.object({ logLevel: z.record(z.string(), Level).default({}) }).default({ logLevel: {} }),
  extensions: z
    .object({
      http: z.object({ routePrefix: z.string().default("api") }).prefault({}),
      durableTask: z
        .object({
          hubName: z.string().optional(),
          maxConcurrentActivityFunctions: concurrency.optional(),
          maxConcurrentOrchestratorFunctions: concurrency.optional(),
          overridableExistingInstanceStates: z.enum(["NonRunningStates", "AnyState"]).default("NonRunningStates"),
        })
        .prefault({}),
    })
    .prefault({}),
});

/** host.json as this host understands it. */
export interface HostSettings {
  /** Without slashes at its ends; "" for none. */
  readonly routePrefix: string;
  readonly hubName: string;
  readonly maxConcurrentActivities: number;
  readonly maxConcurrentOrchestrations: number;
  readonly overridable: "NonRunningStates" | "AnyState";
  /** Infinity for no limit. */
  readonly functionTimeoutMs: number;
  readonly logLevels: ReadonlyMap<string, LogLevel>;
  /** Keys that have no effect here, to be told to the developer. */
  readonly warnings: readonly string[];
}

/**
 * Reads `<app root>/host.json`. Defaults are those of Azure: prefix `api`, 30 minutes, ten of each kind per processor.
 * @throws Error naming every problem.
 */
export function readHostJson(appRoot: string): HostSettings {
  const file = join(appRoot, "host.json");
  if (!existsSync(file)) throw new Refusal(`No host.json in ${appRoot}: it is not the root of a function app.`);
  const raw: unknown = JSON.parse(readFileSync(file, "utf8"));
  const parsed = HostJson.safeParse(raw);
  if (!parsed.success) throw new Error(`${file} is not valid:\n${z.prettifyError(parsed.error)}`);
  const { extensions, functionTimeout, logging } = parsed.data;
  const { durableTask, http } = extensions;
  const perProcessor = 10 * os.cpus().length;
  return {
    routePrefix: http.routePrefix.replace(/^\/+|\/+$/g, ""),
    hubName: durableTask.hubName ?? "TestHubName",
    maxConcurrentActivities: durableTask.maxConcurrentActivityFunctions ?? perProcessor,
    maxConcurrentOrchestrations: durableTask.maxConcurrentOrchestratorFunctions ?? perProcessor,
    overridable: durableTask.overridableExistingInstanceStates,
    functionTimeoutMs: parseTimeSpan(functionTimeout ?? defaultTimeout) ?? Infinity,
    logLevels: new Map(Object.entries(logging.logLevel)),
    warnings: unknownKeys(raw, understoodKeys).map((key) => `host.json: '${key}' has no effect on the local host.`),
  };
}

/** Keys this host honours, and those that mean something on Azure only and need no word. `*` stands for any name. */
const understoodKeys = [
  "$schema",
  "version",
  "functionTimeout",
  "extensionBundle.*",
  "logging.logLevel.*",
  "logging.applicationInsights.*",
  "extensions.http.routePrefix",
  "extensions.durableTask.hubName",
  "extensions.durableTask.storageProvider.*",
  "extensions.durableTask.tracing.*",
  "extensions.durableTask.maxConcurrentActivityFunctions",
  "extensions.durableTask.maxConcurrentOrchestratorFunctions",
  "extensions.durableTask.overridableExistingInstanceStates",
];
