import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import type { SubmissionTaken } from "../../shared/contracts/answers.js";
import type { Application } from "../application.js";
import type { Runs } from "../durable/runs.js";
import { submit } from "../submit.js";
import { callerOf } from "./caller.js";
import { problem } from "./problem.js";
import { refused } from "./refused.js";
import { submissionOf } from "./submission.js";

/** POST /api/provision/stack: 202 with our own status URL; every fault at once otherwise, and nothing started. */
export async function provisionStack(app: Application, request: HttpRequest, runs: Runs): Promise<HttpResponseInit> {
  const read = await submissionOf(request);
  if (!read.ok) return read.answer;
  const caller = callerOf(request, app.config);
  const submitted = await submit(app, runs, read.submission, app.accept(read.submission, caller), caller);
  switch (submitted.kind) {
    case "started":
    case "existing": {
      const { runId, traceId } = submitted.run;
      const location = `/api/runs/${runId}`;
      const links = { self: location, events: `${location}/events` };
      const answer: SubmissionTaken = { runId, traceId, status: submitted.kind, links };
      const operation = new URL(location, request.url).href;
      return {
        status: 202,
        headers: { location, "operation-location": operation, "retry-after": "2" },
        jsonBody: answer,
      };
    }
    case "mismatch":
      return problem(422, "execution-id-reused", "This execution_id belongs to another request", {
        detail: `Run ${submitted.runId} was submitted with a different body; nothing was changed. Use a new execution_id.`,
      });
    case "refused":
      return refused(submitted.faults);
  }
}
