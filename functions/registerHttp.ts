import { randomUUID } from "node:crypto";
import type { HttpMethod, HttpRequest, HttpResponseInit, InvocationContext } from "@azure/functions";
import * as df from "durable-functions";
import { RunError } from "../shared/errors.js";
import type { Application } from "./application.js";
import { durableRuns, type Runs } from "./durable/runs.js";
import { problem } from "./http/problem.js";

/** One route: machines show a function key, people are known by the platform's sign-in. */
export interface Route {
  readonly name: string;
  readonly method: HttpMethod;
  /** Below `/api/`. */
  readonly route: string;
  readonly authLevel: "function" | "anonymous";
  readonly handle: (app: Application, runs: Runs, request: HttpRequest) => Promise<HttpResponseInit>;
}

/** Registers a route; the only place that logs HTTP traffic and turns faults into answers without a stack trace. */
export function registerHttp(
  application: () => Promise<Application>,
  { name, method, route, authLevel, handle }: Route,
): void {
  df.app.client.http(name, {
    route,
    methods: [method],
    authLevel,
    handler: async (request: HttpRequest, client: df.DurableClient, context: InvocationContext) => {
      const requestId = randomUUID();
      const startedAt = performance.now();
      const answer = await application()
        .then((app) => handle(app, durableRuns(client), request))
        .catch((error: unknown) => fault(error, requestId, context));
      context.debug(
        `${method} /api/${route} ${String(answer.status ?? 200)} ${Math.round(performance.now() - startedAt)} ms`,
      );
      return {
        ...answer,
        headers: { "x-ms-request-id": requestId, "x-content-type-options": "nosniff", ...headersOf(answer) },
      };
    },
  });
}

function headersOf({ headers }: HttpResponseInit): Record<string, string> {
  return { ...(headers as Record<string, string> | undefined) };
}

/** What went wrong inside stays inside: the log has it under the request's id, the answer has the id. */
function fault(error: unknown, requestId: string, context: InvocationContext): HttpResponseInit {
  context.error(`request ${requestId} failed:`, error);
  const isTransient = error instanceof RunError && error.kind === "transient";
  return isTransient
    ? problem(503, "not-available", "A part of the service does not answer", {
        detail: `Try again in a moment. The log has details under ${requestId}.`,
        headers: { "retry-after": "5" },
      })
    : problem(500, "internal-fault", "Something went wrong here", {
        detail: `The log has details under ${requestId}.`,
      });
}
