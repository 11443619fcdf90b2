import { literal, type Code } from "./code.js";

/** An argument of a module instance. */
export interface ModuleArgument {
  readonly name: string;
  readonly code: Code;
  /** Where its resource in the plan holds what it says (`args.sku`); absent where it refers to something else. */
  readonly path: string | undefined;
}

/** An argument that says what the plan's resource holds, under the same name where no path is given. */
export function argument(name: string, code: Code, path = `args.${name}`): ModuleArgument {
  return { name, code, path };
}

/** An argument that is a plain value of the plan's resource. */
export function plain(name: string, value: string | number | boolean): ModuleArgument {
  return argument(name, literal(value));
}

/** An argument that refers to another resource or to the stack's settings. */
export function referring(name: string, code: Code): ModuleArgument {
  return { name, code, path: undefined };
}
