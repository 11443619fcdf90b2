import type * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";

/** A component with everything it can declare: two of whatever there may be several of. */
export interface CompleteKind {
  readonly component: string;
  /** What its arguments are checked by. */
  readonly schema: z.ZodObject;
  /** Declares it, with changes to its children where a test makes some. */
  readonly declare: (overrides?: object) => pulumi.ComponentResource;
  /** What Azure computes of a type that only this module declares. */
  readonly computed: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

type ComponentClass<A extends object> = new (name: string, args: A) => pulumi.ComponentResource;

/** What the `complete.ts` of a module's folder exports, one for each component. */
export function completeKind<A extends object>(
  Component: ComponentClass<A>,
  schema: z.ZodObject,
  name: string,
  args: A,
  computed: CompleteKind["computed"] = {},
): CompleteKind {
  const declare = (overrides?: object) => new Component(name, { ...args, ...(overrides && { overrides }) });
  return { component: Component.name, schema, declare, computed };
}
