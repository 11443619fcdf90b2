import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import { RunError } from "../../shared/errors.js";
import type { Ledger } from "../../shared/ports/records.js";
import { runPaths } from "../../shared/records/runPaths.js";
import type { Application } from "../application.js";
import { nextOf, pageToken } from "./pageToken.js";
import { RunsQuery } from "./queries.js";
import { badQuery, queryOf } from "./queryOf.js";

const usualLimit = 50;

/** GET /api/runs: newest first, or those of one lineage by id with `trace`; `nextLink` leads on while there is more. */
export async function listRuns({ ledger, digest }: Application, request: HttpRequest): Promise<HttpResponseInit> {
  const query = queryOf(request, RunsQuery);
  if (!query.ok) return query.answer;
  const { limit = usualLimit, next: token, trace } = query.value;
  const prefix = trace ? runPaths.lineages(trace) : runPaths.listings();
  const next = token === undefined ? undefined : nextOf(prefix, token, digest);
  const page = token !== undefined && next === undefined ? undefined : await pageOf(ledger, prefix, limit, next);
  if (!page) return noSuchPage;
  const value = page.entries.map(({ labels }) => ({
    runId: labels["run"],
    traceId: labels["trace"],
    stack: labels["stack"],
    environment: labels["environment"],
    submittedAt: labels["submitted"],
    phase: labels["phase"],
    link: `/api/runs/${labels["run"] ?? ""}`,
  }));
  const more = page.next
    ? new URLSearchParams({
        ...(trace ? { trace } : {}),
        limit: String(limit),
        next: pageToken(prefix, page.next, digest),
      })
    : undefined;
  return { jsonBody: { value, ...(more ? { nextLink: `/api/runs?${more.toString()}` } : {}) } };
}

/** A page of a list, or `undefined` where storage does not know it any more. */
async function pageOf(
  ledger: Ledger,
  prefix: string,
  limit: number,
  next: string | undefined,
): Promise<Awaited<ReturnType<Ledger["list"]>> | undefined> {
  try {
    return await ledger.list(prefix, { limit, ...(next === undefined ? {} : { next }) });
  } catch (error) {
    if (error instanceof RunError && error.kind === "rejected-input") return undefined;
    throw error;
  }
}

const noSuchPage = badQuery({
  pointer: "#/next",
  rule: "unknown-page",
  detail: "`next` leads to no page of this list.",
  remedy: "Follow `nextLink` of an earlier answer as it is, with the same `trace`; or begin again without `next`.",
});
