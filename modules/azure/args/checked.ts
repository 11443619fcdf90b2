import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";

/**
 * Checks everything that is plain in a component's arguments, before anything is declared.
 *
 * @throws RunError with every fault at once: what is wrong and where. Values are not repeated, they may be secrets.
 */
export function checked<T extends z.ZodType>(
  schema: T,
  component: string,
  name: string,
  args: z.input<T>,
): z.output<T> {
  const result = schema.safeParse(args);
  if (result.success) return result.data;
  throw new pulumi.RunError(
    `${component} "${name}" has arguments that Azure would refuse:\n${z.prettifyError(result.error)}`,
  );
}
