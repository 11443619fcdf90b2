import Module from "node:module";
import type { LogLevel } from "../log/logger.js";
import { FunctionMetadata, type FunctionCallback } from "./functionMetadata.js";
import { Disposable } from "./disposable.js";
import type { AppRegistry } from "./appRegistry.js";
import { isHookName, type HookCallback } from "./hooks.js";
import type { ProgrammingModel } from "./programmingModel.js";

/**
 * `@azure/functions-core`, the module every `@azure/functions` requires and no package provides: the host must answer.
 * The packages keep it in module state, so it is one object per process and forwards to the application attached now.
 */
const state: { app: AppRegistry | undefined; model: ProgrammingModel | undefined } = {
  app: undefined,
  model: undefined,
};

const coreModule = {
  version: "3.10.0",
  hostVersion: "4.1036.0",
  Disposable,
  setProgrammingModel(model: ProgrammingModel) {
    state.model = model;
  },
  getProgrammingModel: () => state.model,
  registerFunction: (metadata: unknown, callback: FunctionCallback) =>
    attachedApp().registerFunction(FunctionMetadata.parse(metadata), callback),
  registerHook(name: string, callback: HookCallback) {
    // @azure/functions tells an old host from a mistake by exactly this error.
    if (!isHookName(name)) {
      throw Object.assign(new RangeError(`Unrecognized hook "${name}"`), { isAzureFunctionsSystemError: true });
    }
    return attachedApp().registerHook(name, callback);
  },
  log(level: LogLevel, _category: string, message: string) {
    state.app?.log(level, message);
  },
};

/** Makes `app` the one that registrations go to. @throws Error while another application is attached. */
export function attachApp(app: AppRegistry): void {
  if (state.app)
    throw new Error("One host at a time per process: @azure/functions keeps registrations in module state.");
  answerRequire();
  state.app = app;
}

/** Lets the next host attach its application. */
export function detachApp(app: AppRegistry): void {
  if (state.app === app) state.app = undefined;
}

/** The model that @azure/functions handed over; undefined when the application registered nothing. */
export function programmingModel(): ProgrammingModel | undefined {
  return state.model;
}

function attachedApp(): AppRegistry {
  if (!state.app) throw new Error("A function can only be registered during app startup.");
  return state.app;
}

type Load = (request: string, parent: unknown, isMain: boolean) => unknown;

let isAnswering = false;

/**
 * `@azure/functions` is CommonJS also inside an ES module application or a bundle of one, and asks with `require`;
 * so one hook on CommonJS resolution is enough.
 */
function answerRequire(): void {
  if (isAnswering) return;
  isAnswering = true;
  const loader = Module as unknown as { _load: Load };
  const load = loader._load;
  loader._load = (request, parent, isMain) =>
    request === "@azure/functions-core" ? coreModule : load.call(loader, request, parent, isMain);
}
