import type { Logger, LogLevel } from "../log/logger.js";
import { Disposable } from "./disposable.js";
import type { FunctionCallback, FunctionMetadata, Registration } from "./functionMetadata.js";
import type { HookCallback, HookName } from "./hooks.js";

/** What one application registered while it was loaded. */
export interface AppRegistry {
  readonly registrations: readonly Registration[];
  /** Shared by all hooks of the application. */
  readonly appHookData: Record<string, unknown>;
  hooks(name: HookName): readonly HookCallback[];
  registerFunction(metadata: FunctionMetadata, callback: FunctionCallback): Disposable;
  registerHook(name: HookName, callback: HookCallback): Disposable;
  /** After this, functions can no longer be registered. */
  seal(): void;
  log(level: LogLevel, message: string): void;
}

export function appRegistry(logger: Logger): AppRegistry {
  const registrations: Registration[] = [];
  const hooks = new Map<HookName, HookCallback[]>();
  let isSealed = false;
  return {
    registrations,
    appHookData: {},
    hooks: (name) => hooks.get(name) ?? [],
    registerFunction(metadata, callback) {
      if (isSealed) throw new Error("A function can only be registered during app startup.");
      // Azure compares names without regard to case.
      if (registrations.some(({ metadata: { name } }) => name.toLowerCase() === metadata.name.toLowerCase())) {
        throw new Error(`A function with id "${metadata.name}" has already been registered.`);
      }
      const registration = { metadata, callback };
      registrations.push(registration);
      return new Disposable(() => {
        remove(registrations, registration);
      });
    },
    registerHook(name, callback) {
      const list = hooks.get(name) ?? [];
      hooks.set(name, list);
      list.push(callback);
      return new Disposable(() => {
        remove(list, callback);
      });
    },
    seal() {
      isSealed = true;
    },
    log(level, message) {
      logger.log(level, "Worker", message);
    },
  };
}

function remove<T>(list: T[], item: T): void {
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
}
