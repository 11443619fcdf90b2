import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import { z } from "zod";
import type { Cancellation } from "../../orchestrations/activities/cancellation.js";
import { runPaths } from "../../shared/records/runPaths.js";
import type { Application } from "../application.js";
import type { Runs } from "../durable/runs.js";
import { callerOf } from "./caller.js";
import { findRun } from "./findRun.js";
import { problem, runNotFound } from "./problem.js";

const Body = z.strictObject({ reason: z.string().min(1).max(1000).default("no reason given") });

/** POST /api/runs/{id}/cancel: the wish is recorded, the run ends at its next safe point. Repeating it changes nothing. */
export async function cancelRun(app: Application, runs: Runs, request: HttpRequest): Promise<HttpResponseInit> {
  const run = await findRun(app.ledger, request);
  if (!run) return runNotFound();
  const live = await runs.look(run.runId);
  if (live.kind === "ended" || live.kind === "lost")
    return problem(409, "already-ended", "The run has ended and cannot be cancelled");
  const body = Body.safeParse(await request.json().catch(() => ({})));
  if (!body.success) return problem(422, "invalid-cancel", "A cancellation has a reason, or nothing");

  const wish: Cancellation = {
    version: 1,
    by: callerOf(request, app.config),
    reason: body.data.reason,
    at: app.clock.now().toISOString(),
  };
  await app.ledger.create(runPaths.cancellation(run), JSON.stringify(wish));
  await runs.wake(run.runId);
  return {
    status: 202,
    headers: { location: `/api/runs/${run.runId}` },
    jsonBody: { runId: run.runId, status: "cancelling" },
  };
}
