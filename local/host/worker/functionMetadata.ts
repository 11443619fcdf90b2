import { z } from "zod";

const Binding = z.looseObject({ type: z.string(), direction: z.string() });

/** What the application says of a function when it registers it. Source: @azure/functions, toCoreFunctionMetadata. */
export const FunctionMetadata = z.looseObject({
  name: z.string().min(1),
  bindings: z.record(z.string(), Binding),
  retryOptions: z.unknown().optional(),
});
export type FunctionMetadata = z.infer<typeof FunctionMetadata>;

/** The application's handler; arguments and result are as loose as the application made them. */
export type FunctionCallback = (...args: unknown[]) => unknown;

/** A function as registered, before the host has looked at its bindings. */
export interface Registration {
  readonly metadata: FunctionMetadata;
  readonly callback: FunctionCallback;
}
