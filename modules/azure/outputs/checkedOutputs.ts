import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";

/** The outputs of a component whose schema is `S`: each as soon as it is known, each of the schema's type. */
export type Outputs<S extends z.ZodObject> = { readonly [K in keyof z.output<S>]-?: pulumi.Output<z.output<S>[K]> };

/** What a component found for each of its outputs, before anybody looked at it. */
type Found<S extends z.ZodObject> = { readonly [K in keyof z.output<S>]-?: pulumi.Output<unknown> };

/**
 * Checks what a component is about to give to others, each output by itself and as soon as it is known. What Azure
 * leaves out is unknown in a preview and a fault everywhere else: no stack ends well with an output that is empty.
 *
 * @throws RunError inside the output, naming component, resource and output. Values are not repeated, they may be
 * secrets.
 */
export function checkedOutputs<S extends z.ZodObject>(
  schema: S,
  component: string,
  name: string,
  found: Found<S>,
): Outputs<S> {
  const checks = Object.entries(schema.shape).map(([output, rule]) => {
    const value: pulumi.Output<unknown> = found[output as keyof Found<S>];
    return [output, value.apply((known) => checkedValue(rule as z.ZodType, known, `${component} "${name}"`, output))];
  });
  return Object.fromEntries(checks) as Outputs<S>;
}

function checkedValue(rule: z.ZodType, value: unknown, owner: string, output: string): unknown {
  const result = rule.safeParse(value);
  if (result.success) return result.data;
  if (value === undefined && pulumi.runtime.isDryRun()) return pulumi.unknown;
  const why = result.error.issues.map(({ path, message }) => [...path.map(String), message].join(": "));
  throw new pulumi.RunError(
    value === undefined
      ? `${owner} has no output "${output}": Azure returned none. Does an override take it away?`
      : `${owner} has an output "${output}" that cannot be right: ${why.join("; ")}`,
  );
}
