import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import type { Cancellation } from "../../orchestrations/activities/cancellation.js";
import type { CancellationTaken } from "../../shared/contracts/answers.js";
import { runPaths } from "../../shared/records/runPaths.js";
import type { Application } from "../application.js";
import { onItsStack } from "../durable/onItsStack.js";
import type { Runs } from "../durable/runs.js";
import { logHumanAction } from "../logHumanAction.js";
import { CancellationBody } from "./bodies.js";
import { callerOf } from "./caller.js";
import { findRun } from "./findRun.js";
import { problem, runNotFound } from "./problem.js";
import { smallBody } from "./smallBody.js";

/** POST /api/runs/{id}/cancel: the wish is recorded, the run ends at its next safe point. Repeating it changes nothing. */
export async function cancelRun(app: Application, request: HttpRequest, runs: Runs): Promise<HttpResponseInit> {
  const run = await findRun(app.ledger, request);
  if (!run) return runNotFound();
  const body = await smallBody(request, CancellationBody, {
    code: "invalid-cancel",
    title: "A cancellation has a reason, or nothing",
  });
  if (!body.ok) return body.answer;
  const live = await runs.look(run.runId);
  if (live.kind === "ended" || live.kind === "lost")
    return problem(409, "already-ended", "The run has ended and cannot be cancelled");

  const { reason = "no reason given" } = body.value;
  const wish: Cancellation = {
    version: 1,
    by: callerOf(request, app.config),
    reason,
    at: app.clock.now().toISOString(),
  };
  const { created } = await app.ledger.create(runPaths.cancellation(run), JSON.stringify(wish));
  if (created)
    logHumanAction(app.telemetry, onItsStack(run, live), { action: "cancel", by: wish.by, reason, at: wish.at });
  await runs.wake(run.runId);
  const answer: CancellationTaken = { runId: run.runId, status: "cancelling" };
  return { status: 202, headers: { location: `/api/runs/${run.runId}` }, jsonBody: answer };
}
