import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import { RunPage } from "../../shared/contracts/answers.js";
import { runPaths } from "../../shared/records/runPaths.js";
import type { Application } from "../application.js";
import { listPage } from "./listPage.js";
import { RunsQuery } from "./queries.js";
import { queryOf } from "./queryOf.js";

const usualLimit = 50;

/** GET /api/runs: newest first, or those of one lineage by id with `trace`; `nextLink` leads on while there is more. */
export async function listRuns(app: Application, request: HttpRequest): Promise<HttpResponseInit> {
  const query = queryOf(request, RunsQuery);
  if (!query.ok) return query.answer;
  const { limit = usualLimit, next: token, trace } = query.value;
  const page = await listPage(app, trace ? runPaths.lineages(trace) : runPaths.listings(), { limit, token });
  if (!page.ok) return page.answer;
  const value = page.entries.map(({ labels }) => ({
    runId: labels["run"],
    traceId: labels["trace"],
    stack: labels["stack"],
    environment: labels["environment"],
    submittedAt: labels["submitted"],
    phase: labels["phase"],
    link: `/api/runs/${labels["run"] ?? ""}`,
  }));
  const more = page.more && new URLSearchParams({ ...(trace ? { trace } : {}), ...page.more });
  const answer: RunPage = RunPage.parse({ value, ...(more && { nextLink: `/api/runs?${more.toString()}` }) });
  return { jsonBody: answer };
}
