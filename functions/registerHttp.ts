import { randomUUID } from "node:crypto";
import type { HttpRequest, HttpResponseInit, InvocationContext } from "@azure/functions";
import * as df from "durable-functions";
import { RunError } from "../shared/errors.js";
import type { Application } from "./application.js";
import { durableRuns } from "./durable/runs.js";
import { problem } from "./http/problem.js";
import type { Route } from "./routes.js";

/** Registers a route; the only place that logs HTTP traffic and turns faults into answers without a stack trace. */
export function registerHttp(
  application: () => Promise<Application>,
  { name, method, path, authLevel, handler }: Route,
): void {
  df.app.client.http(name, {
    route: path,
    methods: [method],
    authLevel,
    handler: async (request: HttpRequest, client: df.DurableClient, context: InvocationContext) => {
      const requestId = randomUUID();
      const startedAt = performance.now();
      const answer = await Promise.all([application(), import("./handlers.js")])
        .then(([app, handlers]) => handlers[handler](app, request, durableRuns(client)))
        .catch((error: unknown) => fault(error, requestId, context));
      context.debug(
        `${method} /api/${path} ${String(answer.status ?? 200)} ${Math.round(performance.now() - startedAt)} ms`,
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
