import type { HttpResponseInit } from "@azure/functions";
import type { Fault, ProblemDetails } from "../../shared/contracts/problem.js";

/** More faults than a person reads at once help nobody. */
const maxFaults = 50;

/** Answers with problem details. `code` is the stable name of the kind of problem. Source: RFC 9457. */
export function problem(
  status: number,
  code: string,
  title: string,
  more: {
    readonly detail?: string;
    readonly errors?: readonly Fault[];
    readonly context?: Record<string, unknown>;
    readonly headers?: Record<string, string>;
  } = {},
): HttpResponseInit {
  const { detail, errors, context, headers } = more;
  const body: ProblemDetails = {
    type: `https://errors.cloud-provisioner.dev/${code}`,
    title,
    status,
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors: errors.slice(0, maxFaults) }),
    ...(errors !== undefined && errors.length > maxFaults ? { truncated: true } : {}),
    ...(context === undefined ? {} : { context }),
  };
  return {
    status,
    headers: { "content-type": "application/problem+json", "x-ms-error-code": code, ...headers },
    body: JSON.stringify(body),
  };
}

/** One answer for every id that leads nowhere: malformed, unknown or somebody else's. */
export const runNotFound = (): HttpResponseInit =>
  problem(404, "run-not-found", "There is no such run", {
    detail: "Check the id, or list the runs with GET /api/runs.",
  });
