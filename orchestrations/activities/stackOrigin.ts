import { z } from "zod";
import type { RunInput } from "../../shared/contracts/run.js";
import type { Ledger } from "../../shared/ports/records.js";
import { runPaths } from "../../shared/records/runPaths.js";

const StackOrigin = z.object({ version: z.literal(1), traceId: z.string(), runId: z.string() });

/** The trace a stack was created with, once it has been applied: its resources keep it as their tag. */
export async function stackTraceOf(ledger: Ledger, { stack }: Pick<RunInput, "stack">): Promise<string | undefined> {
  const text = await ledger.read(runPaths.stackOrigin(stack.path));
  return text === undefined ? undefined : StackOrigin.parse(JSON.parse(text)).traceId;
}

/** Remembers the run that is about to create a stack; the first one stays. */
export async function rememberOrigin(ledger: Ledger, { stack, traceId, runId }: RunInput): Promise<void> {
  await ledger.create(runPaths.stackOrigin(stack.path), JSON.stringify({ version: 1, traceId, runId }));
}
