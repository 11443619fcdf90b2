import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import type { FeedPage } from "../../shared/contracts/answers.js";
import type { Application } from "../application.js";
import { findRun } from "./findRun.js";
import { runNotFound } from "./problem.js";
import { EventsQuery } from "./queries.js";
import { queryOf } from "./queryOf.js";

/** GET /api/runs/{id}/events?after=n: the run's live feed from a position on; ask again from `next`. */
export async function runEvents(app: Application, request: HttpRequest): Promise<HttpResponseInit> {
  const run = await findRun(app.ledger, request);
  if (!run) return runNotFound();
  const query = queryOf(request, EventsQuery);
  if (!query.ok) return query.answer;
  const { lines, next } = await app.feed.read(run.folder, query.value.after ?? 0);
  const answer: FeedPage = { value: [...lines], next };
  return { headers: { "cache-control": "no-store" }, jsonBody: answer };
}
