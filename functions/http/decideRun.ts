import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import type { DecisionTaken } from "../../shared/contracts/answers.js";
import type { Application } from "../application.js";
import { decide, type Decided } from "../decide.js";
import type { Runs } from "../durable/runs.js";
import { VerdictBody } from "./bodies.js";
import { signedIn } from "./caller.js";
import { findRun } from "./findRun.js";
import { problem, runNotFound } from "./problem.js";
import { smallBody } from "./smallBody.js";

/**
 * POST /api/runs/{id}/decision with `If-Match: "<pin>"`: a person's verdict on exactly the plan they saw. No function
 * key opens this door, so nobody gets further than 401 without having signed in.
 */
export async function decideRun(app: Application, request: HttpRequest, runs: Runs): Promise<HttpResponseInit> {
  const by = signedIn(request, app.config);
  if (!by)
    return problem(401, "not-signed-in", "Nobody is signed in", {
      detail: "A decision has a name on it. Sign in; on a development host, name yourself in x-provisioner-user.",
    });
  const run = await findRun(app.ledger, request);
  if (!run) return runNotFound();
  const pin = /^"?([0-9a-f]{64})"?$/.exec(request.headers.get("if-match") ?? "")?.[1];
  if (pin === undefined)
    return problem(428, "pin-required", "A decision names the plan it is about", {
      detail: "Send the pin you saw (the ETag of GET /api/runs/{id}) as If-Match.",
    });
  const verdict = await smallBody(request, VerdictBody, {
    code: "invalid-verdict",
    title: "A verdict has a verdict and a reason",
  });
  if (!verdict.ok) return verdict.answer;
  return answerTo(run.runId, await decide(app, runs, run, { ...verdict.value, pin, by }));
}

function answerTo(runId: string, decided: Decided): HttpResponseInit {
  switch (decided.kind) {
    case "recorded":
    case "repeated": {
      const answer: DecisionTaken = { runId, decision: decided.decision };
      return { status: 200, jsonBody: answer };
    }
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
