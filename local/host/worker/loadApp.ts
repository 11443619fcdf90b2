import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Logger } from "../log/logger.js";
import { appRegistry, type AppRegistry } from "./appRegistry.js";
import { attachApp, detachApp, programmingModel } from "./coreModule.js";
import { functionTable, type FunctionTable } from "./functionTable.js";
import { withReadOnly } from "./hooks.js";
import { mainFiles, type MainFile } from "./mainFiles.js";
import type { ProgrammingModel } from "./programmingModel.js";

/** An application that is loaded and ready to be invoked. */
export interface LoadedApp {
  readonly functions: FunctionTable;
  readonly registry: AppRegistry;
  readonly model: ProgrammingModel;
  /** Runs the application's appTerminate hooks and lets another application be loaded. */
  unload(): Promise<void>;
}

/** Times an application was loaded in this process: a further load must evaluate the main files anew. */
let loads = 0;

/**
 * Loads the application as the Functions Node worker does: main files, appStart hooks, capabilities, then sealed.
 * Source: Azure/azure-functions-nodejs-worker, startApp.ts and loadScriptFile.ts.
 * @throws Error when it cannot be loaded, registers nothing, or needs what this host has not.
 */
export async function loadApp(appRoot: string, logger: Logger): Promise<LoadedApp> {
  const registry = appRegistry(logger);
  attachApp(registry);
  try {
    loads++;
    for (const file of mainFiles(appRoot)) await loadFile(file, appRoot);
    const model = programmingModel();
    if (!model || registry.registrations.length === 0) throw new Error(`The app in ${appRoot} registered no function.`);
    const functions = functionTable(registry.registrations, process.env);
    await runAppHooks(registry, "appStart", { functionAppDirectory: appRoot });
    const capabilities = await model.getCapabilities({ RawHttpBodyBytes: "true" });
    if (capabilities["HttpUri"]) {
      throw new Error("HTTP streaming (app.setup({ enableHttpStream: true })) is not supported by the local host yet.");
    }
    registry.seal();
    return {
      functions,
      registry,
      model,
      async unload() {
        await runAppHooks(registry, "appTerminate", {});
        detachApp(registry);
      },
    };
  } catch (error) {
    detachApp(registry);
    throw error;
  }
}

async function loadFile(file: MainFile, appRoot: string): Promise<void> {
  if (file.isModule) {
    await import(pathToFileURL(file.path).href + (loads > 1 ? `?load=${loads}` : ""));
    return;
  }
  const require = createRequire(join(appRoot, "package.json"));
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a cached main file would register nothing
  delete require.cache[require.resolve(file.path)];
  require(file.path);
}

async function runAppHooks(registry: AppRegistry, name: "appStart" | "appTerminate", members: object): Promise<void> {
  const context = withReadOnly({}, { hookData: {}, appHookData: registry.appHookData, ...members });
  for (const hook of registry.hooks(name)) await hook(context);
}
