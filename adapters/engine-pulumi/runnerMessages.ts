import { z } from "zod";

/** One engine operation, as the application hands it to its runner. Both ends come from one build. */
export interface Job {
  readonly operation: "preview" | "apply" | "refresh" | "destroy";
  readonly stack: string;
  /** True for a stack that its backend has never seen: it is created, on purpose and only then. */
  readonly isNew: boolean;
  /** Key that a new stack's secrets are encrypted with; a passphrase lies in `engineEnv` instead. */
  readonly secretsProvider?: string;
  readonly cliPath: string;
  readonly cliVersion: string;
  /** Everything the engine and its provider see of the environment. */
  readonly engineEnv: Readonly<Record<string, string>>;
  /** Everything the program sees besides the runner's own few variables: values of secrets. */
  readonly programEnv: Readonly<Record<string, string>>;
  /** The compiled program. */
  readonly program: string;
  /** Update plan: written by a preview, obeyed by an apply. */
  readonly planFile: string;
  /** What the engine says besides its events. */
  readonly lastWordsFile: string;
  /** Times of a stop that nobody outside directs any more. */
  readonly graceMs: number;
  readonly terminateMs: number;
}

/** What the application says to a runner: begin, stop politely, stop at once. */
export type RunnerCommand =
  { readonly kind: "perform"; readonly job: Job } | { readonly kind: "stop" } | { readonly kind: "terminate" };

/** What a runner says. Programs run inside it, so nothing it says is taken on trust. */
export const RunnerMessage = z.discriminatedUnion("kind", [
  /** The engine's process is up. */
  z.object({ kind: z.literal("started"), pid: z.int() }),
  z.object({ kind: z.literal("event"), event: z.unknown() }),
  /** The engine's process is over; the last message. */
  z.object({ kind: z.literal("ended"), exitCode: z.int() }),
]);
export type RunnerMessage = z.infer<typeof RunnerMessage>;
