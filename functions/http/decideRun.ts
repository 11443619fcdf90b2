import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import { Verdict } from "../../shared/contracts/decision.js";
import type { Application } from "../application.js";
import { decide } from "../decide.js";
import type { Runs } from "../durable/runs.js";
import { callerOf } from "./caller.js";
import { findRun } from "./findRun.js";
import { problem, runNotFound } from "./problem.js";

/** POST /api/runs/{id}/decision with `If-Match: "<pin>"`: a person's verdict on exactly the plan they saw. */
export async function decideRun(app: Application, runs: Runs, request: HttpRequest): Promise<HttpResponseInit> {
  const run = await findRun(app.ledger, request);
  if (!run) return runNotFound();
  const pin = /^"?([0-9a-f]{64})"?$/.exec(request.headers.get("if-match") ?? "")?.[1];
  if (pin === undefined)
    return problem(428, "pin-required", "A decision names the plan it is about", {
      detail: "Send the pin you saw (the ETag of GET /api/runs/{id}) as If-Match.",
    });
  const verdict = Verdict.safeParse(await request.json().catch(() => undefined));
  if (!verdict.success)
    return problem(422, "invalid-verdict", "A verdict has a verdict and a reason", {
      errors: verdict.error.issues.map(({ path, message }) => ({
        pointer: `#/${path.join("/")}`,
        rule: "invalid-verdict",
        detail: message,
      })),
    });

  const decided = await decide(app, runs, run, { ...verdict.data, pin, by: callerOf(request, app.config) });
  switch (decided.kind) {
    case "recorded":
    case "repeated":
      return { status: 200, jsonBody: { runId: run.runId, decision: decided.decision } };
    case "already-decided":
      return problem(409, "already-decided", "Somebody has decided before", {
        context: { decision: decided.decision },
      });
    case "not-waiting":
      return problem(409, "not-waiting", "The run does not wait for a decision", {
        detail: `It is at: ${decided.phase}.`,
      });
    case "other-pin":
      return problem(412, "stale-pin", "The plan has changed since you saw it", {
        detail: "Look at the new preview and decide on that.",
        context: { pin: decided.pin },
      });
    case "forbidden":
      return problem(403, decided.code, "You may not give this verdict", { detail: decided.detail });
  }
}
