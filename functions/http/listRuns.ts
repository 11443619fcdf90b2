import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import { z } from "zod";
import { TraceId } from "../../shared/contracts/identity.js";
import { runPaths } from "../../shared/records/runPaths.js";
import type { Application } from "../application.js";
import { faultsOf } from "./faultsOf.js";
import { problem } from "./problem.js";

const Query = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  next: z.string().max(2000).optional(),
  trace: TraceId.optional(),
});

/** GET /api/runs: newest first, or those of one lineage by id with `trace`; `nextLink` leads on while there is more. */
export async function listRuns(app: Application, request: HttpRequest): Promise<HttpResponseInit> {
  const query = Query.safeParse(Object.fromEntries(request.query));
  if (!query.success)
    return problem(400, "invalid-parameter", "A query parameter is not valid", {
      errors: faultsOf(query.error, "invalid-parameter"),
    });
  const { limit, next, trace } = query.data;
  const prefix = trace ? runPaths.lineages(trace) : runPaths.listings();
  const page = await app.ledger.list(prefix, { limit, ...(next ? { next } : {}) });
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
    ? new URLSearchParams({ ...(trace ? { trace } : {}), limit: String(limit), next: page.next })
    : undefined;
  return { jsonBody: { value, ...(more ? { nextLink: `/api/runs?${more.toString()}` } : {}) } };
}
