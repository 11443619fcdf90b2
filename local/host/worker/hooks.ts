const hookNames = ["appStart", "appTerminate", "preInvocation", "postInvocation", "log"] as const;

/** The moments an application may hook into. */
export type HookName = (typeof hookNames)[number];

/** A hook of the application; it gets one context object, which it may change where the context allows. */
export type HookCallback = (context: object) => unknown;

export function isHookName(name: string): name is HookName {
  return hookNames.some((known) => known === name);
}

/** Adds read-only members to a hook's context: assigning to one throws, as on Azure. */
export function withReadOnly<T extends object, R extends object>(context: T, members: R): T & Readonly<R> {
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(context, name, { get: () => value as unknown, enumerable: true });
  }
  return context as T & Readonly<R>;
}
