import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import { z } from "zod";
import type { HistoryPage } from "../../shared/contracts/answers.js";
import { StackMemory } from "../../shared/contracts/memory.js";
import { runPaths } from "../../shared/records/runPaths.js";
import type { Application } from "../application.js";
import { listPage } from "./listPage.js";
import { problem } from "./problem.js";
import { HistoryQuery } from "./queries.js";
import { queryOf } from "./queryOf.js";

const Part = z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/);
const StackParts = z.object({ component: Part, environment: Part, region: Part });

const usualLimit = 10;

/** GET /api/stacks/{component}/{environment}/{region}/history: what is remembered of a stack's applies, newest first. */
export async function stackHistory(app: Application, request: HttpRequest): Promise<HttpResponseInit> {
  const query = queryOf(request, HistoryQuery);
  if (!query.ok) return query.answer;
  const { limit = usualLimit, next: token, tenant } = query.value;
  const parts = StackParts.safeParse(request.params);
  if (!parts.success) return stackNotFound;
  const { component, environment, region } = parts.data;
  const path = [component, environment, region, ...(tenant === undefined ? [] : [tenant])].join("/");

  const page = await listPage(app, runPaths.memories(`infrastructure/stacks/${path}`), { limit, token });
  if (!page.ok) return page.answer;
  const texts = await Promise.all(page.entries.map(({ name }) => app.ledger.read(name)));
  const value = texts.flatMap((text) => (text === undefined ? [] : [StackMemory.parse(JSON.parse(text))]));
  if (value.length === 0) return stackNotFound;
  const more = page.more && new URLSearchParams({ ...(tenant === undefined ? {} : { tenant }), ...page.more });
  const link = `/api/stacks/${component}/${environment}/${region}/history`;
  const answer: HistoryPage = { stack: path, value, ...(more && { nextLink: `${link}?${more.toString()}` }) };
  return { jsonBody: answer };
}

/** One answer for a stack that cannot be, that never was applied, and that is nobody's. */
const stackNotFound = problem(404, "stack-not-found", "No apply of such a stack is remembered", {
  detail: "Name it as the end of a run's `stack.path` does, such as authservice/staging/westeurope.",
});
