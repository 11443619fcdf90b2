import type { AppliedRecord } from "../../shared/contracts/evidence.js";
import type { Digest } from "../../shared/contracts/identity.js";
import { StackMemory } from "../../shared/contracts/memory.js";
import type { ResolvedPlan } from "../../shared/contracts/plan.js";
import type { RunInput } from "../../shared/contracts/run.js";
import type { Clock } from "../../shared/ports/clock.js";
import type { Ledger, LedgerEntry } from "../../shared/ports/records.js";
import { runPaths } from "../../shared/records/runPaths.js";
import { stackMemory } from "../../shared/records/stackMemory.js";
import type { StepInput } from "../stepResult.js";

/** The stack's latest apply that came to its end; `undefined` when none did. */
export async function recall(ledger: Ledger, { stack }: Pick<RunInput, "stack">): Promise<StackMemory | undefined> {
  const { entries } = await ledger.list(runPaths.memories(stack.path), { limit: 1 });
  const text = entries[0] && (await ledger.read(entries[0].name));
  return text === undefined ? undefined : StackMemory.parse(JSON.parse(text));
}

/** The fencing token that the stack's latest apply held. */
export async function latestToken(ledger: Ledger, { stack }: Pick<RunInput, "stack">): Promise<number | undefined> {
  const { entries } = await ledger.list(runPaths.memories(stack.path), { limit: 1 });
  return entries[0] && Number(entries[0].labels["token"]);
}

/** The runs whose applies of a stack came to their end under tokens older than one, latest first. */
export async function* runsBefore(ledger: Ledger, { stack }: RunInput, token: number): AsyncGenerator<string> {
  const isEarlier = ({ labels }: LedgerEntry): boolean => Number(labels["token"]) < token;
  let next: string | undefined;
  do {
    const page = await ledger.list(runPaths.memories(stack.path), { limit: 20, ...(next && { next }) });
    for (const { name } of page.entries.filter(isEarlier)) {
      const text = await ledger.read(name);
      if (text !== undefined) yield StackMemory.parse(JSON.parse(text)).stack_history.execution_id;
    }
    next = page.next;
  } while (next !== undefined);
}

/**
 * Remembers an apply that came to its end. Safe to repeat: the first record stays, and an apply that others have
 * followed is not remembered after them.
 */
export async function remember(
  { ledger, clock, digest }: { readonly ledger: Ledger; readonly clock: Clock; readonly digest: Digest },
  { run, rendered }: Pick<StepInput<"apply">, "run" | "rendered">,
  plan: ResolvedPlan,
  applied: AppliedRecord,
): Promise<void> {
  const previous = await recall(ledger, run);
  if (previous && previous.token >= applied.fencingToken) return;
  const done = { plan, rendered, applied, at: clock.now().toISOString() };
  const memory = stackMemory(run, done, previous, digest);
  const { token, output_map } = memory;
  await ledger.create(runPaths.memory(run.stack.path, token), JSON.stringify(memory), {
    token: String(token),
    revision: String(output_map.revision),
  });
}
