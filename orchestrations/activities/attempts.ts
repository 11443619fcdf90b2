import { z } from "zod";
import type { RunInput } from "../../shared/contracts/run.js";
import type { Ledger } from "../../shared/ports/records.js";
import { runPaths } from "../../shared/records/runPaths.js";
import { steps } from "../steps.js";
import type { StepInput, StepResult } from "../stepResult.js";

type Input = StepInput<"apply">;
type Result = StepResult<"apply">;

const AttemptStart = z.object({ pin: z.string(), token: z.int() });
const AttemptEnd = z.object({ result: steps.apply.output });

/** Records that operations on a pinned plan begin; written before the first of them. */
export async function startAttempt(ledger: Ledger, { run, previewed }: Input, token: number, at: string) {
  const start = { version: 1, round: previewed.round, pin: previewed.pin.pin, token, at };
  await ledger.create(runPaths.attempt(run, token), JSON.stringify(start));
}

/** Records how an attempt ended. */
export async function endAttempt(ledger: Ledger, { run, previewed }: Input, token: number, result: Result) {
  const end = { version: 1, round: previewed.round, result };
  await ledger.create(runPaths.attemptEnd(run, token), JSON.stringify(end));
}

/** The token under which a run last began operations; `undefined` when it never did. */
export async function lastAttempt(ledger: Ledger, run: RunInput): Promise<number | undefined> {
  const latest = (await attemptsOf(ledger, run)).at(-1);
  const text = latest && (await ledger.read(latest));
  return text === undefined ? undefined : AttemptStart.parse(JSON.parse(text)).token;
}

/**
 * What became of an earlier attempt on this very pin; nothing when there was none, or when it changed nothing and may
 * be tried again. One without an end was cut off: what it did is not known.
 */
export async function earlierResult(ledger: Ledger, { run, previewed }: Input): Promise<Result | undefined> {
  for (const name of (await attemptsOf(ledger, run)).reverse()) {
    const started = AttemptStart.parse(JSON.parse((await ledger.read(name)) ?? "{}"));
    if (started.pin !== previewed.pin.pin) continue;
    const ended = await ledger.read(name.replace(/\.json$/, "-end.json"));
    if (ended === undefined) return interrupted;
    const { result } = AttemptEnd.parse(JSON.parse(ended));
    return result.kind === "failed" && result.mayRetry ? undefined : result;
  }
  return undefined;
}

/** Names of the records that attempts began with, in the order of their tokens. */
async function attemptsOf(ledger: Ledger, run: RunInput): Promise<string[]> {
  const { entries } = await ledger.list(runPaths.attempts(run));
  return entries.map(({ name }) => name).filter((name) => !name.endsWith("-end.json"));
}

const interrupted: Result = {
  kind: "failed",
  code: "apply-interrupted",
  reason:
    "The apply was cut off before it could report. The stack's state has to be reconciled with the cloud before the next run.",
  diagnostics: [],
  mayRetry: false,
};
