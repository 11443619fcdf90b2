import Module, { createRequire } from "node:module";
import type * as Automation from "@pulumi/pulumi/automation/index.js";

/**
 * Loads Pulumi's Automation API without what it carries for serialising functions (a compiler, readers of packages)
 * and for starting processes. That is two thirds of its load time and half of its memory, and neither a program
 * without dynamic providers nor this runner ever uses it.
 */
export function loadAutomation(): typeof Automation {
  deferModules(new Set(["typescript", "@npmcli/arborist", "normalize-package-data", "execa"]));
  return createRequire(import.meta.url)("@pulumi/pulumi/automation") as typeof Automation;
}

type Load = (this: unknown, request: string, ...rest: unknown[]) => unknown;

/** Answers `require` of the named modules with a stand-in that loads the real one when a member is first read. */
function deferModules(names: ReadonlySet<string>): void {
  const loader = Module as unknown as { _load: Load };
  const load = loader._load;
  loader._load = function (request, ...rest) {
    if (!names.has(request)) return load.call(this, request, ...rest);
    let real: Record<PropertyKey, unknown> | undefined;
    const get = (_: object, key: PropertyKey): unknown => {
      if (key === "__esModule") return true; // asked by every importer; no reason to load
      real ??= load.call(this, request, ...rest) as Record<PropertyKey, unknown>;
      return key === "default" && !real["__esModule"] ? real : real[key]; // as an importer of CommonJS sees it
    };
    return new Proxy({}, { get });
  };
}
