import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import { ResolvedPlan } from "../../shared/contracts/plan.js";
import type { Explanation } from "../../shared/contracts/why.js";
import { explainedAt } from "../../shared/planning/explainedAt.js";
import type { Application } from "../application.js";
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
  const text = await app.artifacts.find(`${run.folder}/plan.json`);
  if (text === undefined)
    return problem(404, "plan-not-found", "The run has no plan", {
      detail: `It is not planned yet, or ended before it was. Look at GET /api/runs/${run.runId}.`,
    });
  const explained = explainedAt(ResolvedPlan.parse(JSON.parse(text)), path);
  if (explained.kind === "inside")
    return problem(404, "path-not-found", "The plan has no such value", {
      detail: `${explained.whole} is one value and explained as a whole. Ask for ${explained.whole}.`,
      context: { nearest: [explained.whole] },
    });
  if (explained.kind === "unknown")
    return problem(404, "path-not-found", "The plan has no such value", {
      detail:
        explained.nearest.length === 0
          ? "Ask without a path for all of the plan."
          : `Did you mean ${explained.nearest.join(" or ")}?`,
      context: { nearest: explained.nearest },
    });
  const answer: Explanation = { runId: run.runId, path: explained.path, value: [...explained.values] };
  return { jsonBody: answer };
}
