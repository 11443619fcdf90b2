import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import { z } from "zod";
import type { Application } from "../application.js";
import { findRun } from "./findRun.js";
import { problem, runNotFound } from "./problem.js";

const After = z.coerce.number().int().min(0).default(0);

/** GET /api/runs/{id}/events?after=n: the run's live feed from a position on; ask again from `next`. */
export async function runEvents(app: Application, request: HttpRequest): Promise<HttpResponseInit> {
  const run = await findRun(app.ledger, request);
  if (!run) return runNotFound();
  const after = After.safeParse(request.query.get("after") ?? undefined);
  if (!after.success) return problem(400, "invalid-parameter", "`after` is a position: a whole number from 0 on");
  const { lines, next } = await app.feed.read(run.folder, after.data);
  return { headers: { "cache-control": "no-store" }, jsonBody: { value: lines, next } };
}
