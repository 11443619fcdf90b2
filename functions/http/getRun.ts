import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import type { Application } from "../application.js";
import type { Runs } from "../durable/runs.js";
import { findRun } from "./findRun.js";
import { runNotFound } from "./problem.js";
import { runView } from "./runView.js";

/** GET /api/runs/{id}: the run's state; at the gate the ETag is the pin that a decision must name. */
export async function getRun(app: Application, request: HttpRequest, runs: Runs): Promise<HttpResponseInit> {
  const run = await findRun(app.ledger, request);
  if (!run) return runNotFound();
  const view = runView(run, await runs.look(run.runId));
  return {
    status: 200,
    headers: {
      "cache-control": "no-store",
      ...(view.gate ? { etag: `"${view.gate.pin}"` } : {}),
      ...(view.finishedAt ? {} : { "retry-after": view.gate ? "30" : "1" }),
    },
    jsonBody: view,
  };
}
