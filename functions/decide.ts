import { Decision, type Person, type Verdict } from "../shared/contracts/decision.js";
import type { RunInput } from "../shared/contracts/run.js";
import { mayDecide } from "../shared/policy/mayDecide.js";
import { runPaths } from "../shared/records/runPaths.js";
import type { Application } from "./application.js";
import { onItsStack } from "./durable/onItsStack.js";
import type { Runs } from "./durable/runs.js";
import { logHumanAction } from "./logHumanAction.js";

/** What became of a verdict. */
export type Decided =
  | { readonly kind: "recorded"; readonly decision: Decision }
  /** The same person said the same before. */
  | { readonly kind: "repeated"; readonly decision: Decision }
  | { readonly kind: "already-decided"; readonly decision: Decision }
  | { readonly kind: "not-waiting"; readonly phase: string }
  | { readonly kind: "other-pin"; readonly pin: string }
  | { readonly kind: "forbidden"; readonly code: string; readonly detail: string };

/** Records a verdict on the pin a person saw. The record is written first; waking the run is only a hint, and is repeated with the verdict. */
export async function decide(
  app: Application,
  runs: Runs,
  run: RunInput,
  verdict: Verdict & { readonly pin: string; readonly by: Person },
): Promise<Decided> {
  const live = await runs.look(run.runId);
  const status = live.kind === "running" ? live.status : undefined;
  if (status?.stage !== "gate" || status.pin === undefined || status.gateExpiresAt === undefined)
    return (await earlier(app, run, verdict)) ?? { kind: "not-waiting", phase: status?.stage ?? live.kind };
  if (status.pin !== verdict.pin) return { kind: "other-pin", pin: status.pin };

  const right = mayDecide(run.requestedBy, verdict.by, verdict.verdict);
  if (right.kind === "refused") return { kind: "forbidden", code: right.code, detail: right.detail };

  const at = app.clock.now().toISOString();
  const decision: Decision = {
    kind: verdict.verdict === "approve" ? "approved" : "rejected",
    pin: verdict.pin,
    by: verdict.by,
    reason: verdict.reason,
    at,
  };
  const written = await app.ledger.create(runPaths.decision(run, status.round), JSON.stringify(decision));
  if (written.created)
    logHumanAction(app.telemetry, onItsStack(run, live), {
      action: verdict.verdict,
      by: verdict.by,
      reason: verdict.reason,
      at,
    });
  await runs.wake(run.runId);
  return written.created
    ? { kind: "recorded", decision }
    : answer(verdict, Decision.parse(JSON.parse(written.document)));
}

/** The decision on this very pin in an earlier round, for someone who asks twice. */
async function earlier(
  app: Application,
  run: RunInput,
  verdict: Verdict & { readonly pin: string; readonly by: Person },
): Promise<Decided | undefined> {
  for (let round = 1; ; round++) {
    const text = await app.ledger.read(runPaths.decision(run, round));
    if (text === undefined) return undefined;
    const decision = Decision.parse(JSON.parse(text));
    if (decision.pin === verdict.pin) return answer(verdict, decision);
  }
}

function answer(verdict: Verdict & { readonly by: Person }, decision: Decision): Decided {
  const said = verdict.verdict === "approve" ? "approved" : "rejected";
  const isSame = decision.kind === said && decision.by.id === verdict.by.id;
  return { kind: isSame ? "repeated" : "already-decided", decision };
}
