import { join } from "node:path";
import { readHostJson, type HostSettings } from "./config/hostJson.js";
import { addToEnvironment, readLocalSettings } from "./config/localSettings.js";
import { clientInputs } from "./durable/clientBinding.js";
import { durableEngine } from "./durable/engine.js";
import type { InstanceProbe } from "./durable/instanceProbe.js";
import { rpcApi } from "./durable/rpcApi.js";
import { listen } from "./http/listener.js";
import { publicApi } from "./http/publicApi.js";
import { maxBodyBytes } from "./http/readBody.js";
import { routeTable } from "./http/routeTable.js";
import { logger, logLevels, type LogEntry, type Logger, type LogLevel } from "./log/logger.js";
import { stderrWriter } from "./log/stderrWriter.js";
import { parseCrashPoint } from "./store/crashPoint.js";
import { openStore } from "./store/store.js";
import { timerTriggers } from "./timers/timerTriggers.js";
import { invoker } from "./worker/invoke.js";
import { loadApp } from "./worker/loadApp.js";

/** How to run an application. */
export interface HostOptions {
  /** Root of the application: package.json, host.json. */
  readonly app: string;
  /** Folder for the host's state. */
  readonly data: string;
  /** Port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  /** A local.settings.json; without it the one in the root, when there. */
  readonly settings?: string;
  /** Least level that is logged whatever host.json says. */
  readonly minLevel?: LogLevel;
  /** Where log entries go; stderr by default. */
  readonly log?: (entry: LogEntry) => void;
  /** Largest request body, 100 MB by default. */
  readonly maxBodyBytes?: number;
  /** How long running functions may take to finish at `close`, 10 s by default. */
  readonly graceMs?: number;
}

/** A running host. */
export interface Host {
  /** `http://127.0.0.1:<port>`: the application's own routes and the Event Grid webhook. */
  readonly url: string;
  /** Durable's management API; for this machine's tools and tests, never to be passed on. */
  readonly rpcUrl: string;
  readonly functionNames: readonly string[];
  /** Starts and awaits orchestrations without HTTP between: for measurements. */
  readonly durable: InstanceProbe;
  /** Stops accepting, lets running functions finish within the grace, and gives the data folder back. */
  close(): Promise<void>;
}

/**
 * Starts the host: one per process at a time. Whatever an earlier host on the same data folder left unfinished goes on.
 * @throws Error that says why the application, its settings or the data folder cannot be used.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const cleanup: Cleanup[] = [];
  try {
    return await start(options, cleanup);
  } catch (error) {
    await runBackwards(cleanup);
    throw error;
  }
}

async function start(options: HostOptions, cleanup: Cleanup[]): Promise<Host> {
  const graceMs = options.graceMs ?? 10_000;
  const host = readHostJson(options.app);
  const log = hostLogger(host, options);
  for (const warning of host.warnings) log.log("warning", "Host.Configuration", warning);

  const store = openStore(options.data, {
    crashPoint: parseCrashPoint(process.env["LOCAL_HOST_CRASH_AT"]),
    onLost(error) {
      log.log("critical", "Host.Store", `A commit failed; nothing can be promised any more: ${String(error)}`);
      process.exit(1);
    },
  });
  cleanup.push(() => {
    store.close();
  });

  const limits = { maxBodyBytes: options.maxBodyBytes ?? maxBodyBytes, logger: log };
  // Durable calls of functions that are still running go through it, so it closes after them.
  const rpcListener = await listen(0, limits);
  cleanup.push(() => rpcListener.close(0));
  const publicListener = await listen(options.port ?? 0, limits);
  cleanup.push(() => publicListener.close(graceMs));

  const settingsFile = options.settings ?? join(options.app, "local.settings.json");
  const settings = readLocalSettings(settingsFile, options.settings !== undefined);
  cleanup.push(addToEnvironment({ ...hostEnvironment(options.app, publicListener.origin), ...settings }));

  const app = await loadApp(options.app, log);
  cleanup.push(() => app.unload());
  const invoke = invoker(app, log);
  const { functions } = app;
  const clients = clientInputs(rpcListener.origin, host.hubName);
  const calls = { functions, invoke, clientInputs: clients, logger: log, timeLimitMs: host.functionTimeoutMs };
  const routes = routeTable(functions.ofKind("http"), host.routePrefix);

  const timers = timerTriggers(functions.ofKind("timer"), { ...calls, store });
  const engine = durableEngine({ store, functions, invoke, logger: log, host });
  // Both at once: the grace is one, for requests and for everything else that runs.
  cleanup.push(() =>
    Promise.all([publicListener.close(graceMs), within(graceMs, Promise.all([timers.drain(), engine.drain()]))]),
  );

  rpcListener.serve(rpcApi({ store, manage: engine.manage, origin: rpcListener.origin, hubName: host.hubName }));
  publicListener.serve(publicApi(routes, calls));
  log.log("information", "Host.Startup", `${functions.all.length} functions on ${publicListener.origin}`);
  return {
    url: publicListener.origin,
    rpcUrl: rpcListener.origin,
    functionNames: functions.all.map((each) => each.name),
    durable: engine.probe,
    close: () => runBackwards(cleanup),
  };
}

type Cleanup = () => unknown;

async function runBackwards(cleanup: Cleanup[]): Promise<void> {
  for (let step = cleanup.pop(); step; step = cleanup.pop()) await step();
}

/** What Azure sets for every application. */
function hostEnvironment(app: string, origin: string): Record<string, string> {
  return {
    AZURE_FUNCTIONS_ENVIRONMENT: "Development",
    FUNCTIONS_WORKER_RUNTIME: "node",
    AzureWebJobsScriptRoot: app,
    // Without it the SDK's client sends every call to http://localhost:7071.
    WEBSITE_HOSTNAME: new URL(origin).host,
  };
}

function hostLogger(host: HostSettings, options: HostOptions): Logger {
  const least = logLevels.indexOf(options.minLevel ?? "trace");
  const filter = new Map<string, LogLevel>([["default", "information"], ...host.logLevels]);
  for (const [category, level] of filter) {
    if (logLevels.indexOf(level) < least) filter.set(category, logLevels[least] ?? "none");
  }
  return logger(filter, options.log ?? stderrWriter());
}

/** Waits for `work`, but no longer than the grace: what is not done by then is done again after the next start. */
async function within(graceMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const grace = new Promise((resolve) => {
    timer = setTimeout(resolve, graceMs);
  });
  await Promise.race([work, grace]);
  clearTimeout(timer);
}
