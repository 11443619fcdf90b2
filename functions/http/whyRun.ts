import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import { ResolvedPlan } from "../../shared/contracts/plan.js";
import type { Explanation } from "../../shared/contracts/why.js";
import type { RunInput } from "../../shared/contracts/run.js";
import type { Artifacts } from "../../shared/ports/records.js";
import { runPaths } from "../../shared/records/runPaths.js";
import type { Application } from "../application.js";
import { explanationOf } from "./explanationOf.js";
import { findRun } from "./findRun.js";
import { problem, runNotFound } from "./problem.js";
import { WhyQuery } from "./queries.js";
import { queryOf } from "./queryOf.js";

/** GET /api/runs/{id}/why?path=: who set a value of the run's plan, or every value below a path. */
export async function whyRun(app: Application, request: HttpRequest): Promise<HttpResponseInit> {
  const run = await findRun(app.ledger, request);
  if (!run) return runNotFound();
  const query = queryOf(request, WhyQuery);
  if (!query.ok) return query.answer;
  const { path = "" } = query.value;
  const text = await planOf(app.artifacts, run);
  if (text === undefined)
    return problem(404, "plan-not-found", "The run has no plan", {
      detail: `It is not planned yet, or ended before it was. Look at GET /api/runs/${run.runId}.`,
    });
  const explained = explanationOf(ResolvedPlan.parse(JSON.parse(text)), path);
  if (!explained.ok) return explained.answer;
  const answer: Explanation = { runId: run.runId, path: explained.path, value: explained.values };
  return { jsonBody: answer };
}

/** The plan of the stack that a run works on: one that fell back to another region has planned twice. */
async function planOf(artifacts: Artifacts, run: RunInput): Promise<string | undefined> {
  const files = await artifacts.list(run.folder);
  const later = files.find(({ name }) => /\/plan-[a-z0-9]+\.json$/.test(name));
  return artifacts.find(later?.name ?? runPaths.plan(run));
}
