import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";

/**
 * An argument that may be known only while the stack runs: checked when it is plain, taken as it is when it is an
 * `Output` or a `Promise`.
 */
export function input<T>(schema: z.ZodType<T>): z.ZodCustom<pulumi.Input<T>, pulumi.Input<T>> {
  return z.custom<pulumi.Input<T>>().superRefine((value, context) => {
    if (isKnownLater(value)) return;
    for (const { message, path } of schema.safeParse(value).error?.issues ?? [])
      context.addIssue({ code: "custom", message, path });
  });
}

/** Whether a value can only be read while the stack runs. */
function isKnownLater(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}
