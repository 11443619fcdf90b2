import { z } from "zod";
import { AppliedRecord, type PreviewRecord } from "../../shared/contracts/evidence.js";
import type { ResolvedPlan } from "../../shared/contracts/plan.js";
import type { RollbackPlan, RollbackTarget } from "../../shared/contracts/rollbackPlan.js";
import { RunClaim, type RunInput, type RunProgress } from "../../shared/contracts/run.js";
import type { Artifacts, Ledger, ProgressFeed } from "../../shared/ports/records.js";
import { isPartial } from "../../shared/records/earlyEnd.js";
import { rollbackPlan } from "../../shared/records/rollbackPlan.js";
import { runPaths } from "../../shared/records/runPaths.js";
import type { StepInput } from "../stepResult.js";
import { lastAttempt } from "./attempts.js";
import { ifReadable } from "./documents.js";
import { runsBefore } from "./stackMemory.js";

export interface RollbackPorts {
  readonly artifacts: Artifacts;
  readonly ledger: Ledger;
  readonly feed: ProgressFeed;
}

/** The way back for a run that changed something and ended early; `undefined` for every other run. */
export async function planRollback(
  { artifacts, ledger, feed: told }: RollbackPorts,
  { run, outcome }: Pick<StepInput<"archive">, "run" | "outcome">,
  evidence: { readonly plan: ResolvedPlan | undefined; readonly preview: PreviewRecord | undefined },
): Promise<RollbackPlan | undefined> {
  if (!isPartial(outcome)) return undefined;
  const [lines, target = { kind: "unknown" as const }] = await Promise.all([
    ifReadable(readFeed(told, run.folder)),
    ifReadable(lastSuccess(artifacts, ledger, run)),
  ]);
  const feed = lines?.filter((line) => !isOfStackLeft(line, run));
  return rollbackPlan(run, outcome, { ...evidence, feed, target });
}

/** A run that fell back changed nothing in the region that it left: what was tried there has no way back. */
function isOfStackLeft(line: RunProgress, { movedFrom }: RunInput): boolean {
  return line.kind === "resource" && movedFrom !== undefined && line.urn.startsWith(`urn:pulumi:${movedFrom.stack}::`);
}

async function readFeed(feed: ProgressFeed, folder: string): Promise<RunProgress[]> {
  const all: RunProgress[] = [];
  for (let after = 0; ;) {
    const { lines, next } = await feed.read(folder, after);
    if (next === after) return all;
    all.push(...lines);
    after = next;
  }
}

/**
 * The latest run before this one that applied its stack with success. One without a record counts as such: its apply
 * came to its end.
 */
async function lastSuccess(artifacts: Artifacts, ledger: Ledger, run: RunInput): Promise<RollbackTarget> {
  const token = (await lastAttempt(ledger, run)) ?? Infinity;
  for await (const runId of runsBefore(ledger, run, token)) {
    const claim = await ledger.read(runPaths.claim(runId));
    if (claim === undefined) return { kind: "unknown" };
    const { folder, traceId } = RunClaim.parse(JSON.parse(claim)).input;
    const find = (name: string): Promise<string | undefined> => artifacts.find(`${folder}/${name}`);
    const [record, applied] = await Promise.all([find("run.json"), find("applied.json")]);
    if (record !== undefined && RunEnding.parse(JSON.parse(record)).outcome.kind !== "applied") continue;
    const state_digest = applied === undefined ? null : AppliedRecord.parse(JSON.parse(applied)).stateDigest;
    return { kind: "run", execution_id: runId, trace_id: traceId, folder, state_digest };
  }
  return { kind: "empty" };
}

const RunEnding = z.object({ outcome: z.object({ kind: z.string() }) });
