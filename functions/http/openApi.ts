import type { HttpResponseInit } from "@azure/functions";
import { z } from "zod";
import { createDocument } from "zod-openapi";
import {
  ArtifactPage,
  CancellationTaken,
  DecisionTaken,
  FeedPage,
  Health,
  HistoryPage,
  RunPage,
  SchemaPage,
  SubmissionTaken,
} from "../../shared/contracts/answers.js";
import { ExecutionId } from "../../shared/contracts/identity.js";
import { ProblemDetails } from "../../shared/contracts/problem.js";
import { RunView } from "../../shared/contracts/run.js";
import { DocumentValidation, Validation } from "../../shared/contracts/validation.js";
import { Explanation } from "../../shared/contracts/why.js";
import { publishSpellings } from "../../shared/intake/schemas/publishSpellings.js";
import { CancellationBody, VerdictBody } from "./bodies.js";
import { EventsQuery, HistoryQuery, RunsQuery, ValidateQuery, WhyQuery } from "./queries.js";

/** GET /api/openapi.json: the API as its own contracts describe it. */
export function openApi(): HttpResponseInit {
  return { jsonBody: openApiDocument() };
}

/** The OpenAPI 3.1 document, generated from the contracts. */
function openApiDocument(): ReturnType<typeof createDocument> {
  const problem = { "application/problem+json": { schema: ProblemDetails.meta({ id: "Problem" }) } };
  const refusals = (codes: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries({ ...codes, ...ofEveryRoute }).map(([status, description]) => [
        status,
        { description, content: problem },
      ]),
    );
  const json = <T extends z.ZodType>(schema: T) => ({ "application/json": { schema } });
  const id = z.object({ id: ExecutionId.meta({ description: "The run's id: its execution_id." }) });
  const run = RunView.meta({ id: "Run", description: "A run: what was asked, where it stands, how it ended." });
  const operationId = { header: z.object({ "operation-id": ExecutionId.optional() }) };
  const submission = { required: true, content: submissionContent };

  const document: Parameters<typeof createDocument>[0] = {
    openapi: "3.1.0",
    info: {
      title: "Cloud Provisioner",
      version: "1",
      description:
        "One request becomes running, tagged, documented Azure infrastructure. Nothing reaches the cloud that a person or a policy did not see.",
    },
    paths: {
      "/api/provision/stack": {
        post: {
          operationId: "submit",
          summary: "Submit a request; the same execution_id with the same request is the same run",
          requestParams: operationId,
          requestBody: submission,
          responses: {
            "202": {
              description: "Accepted: follow it at Location",
              content: json(SubmissionTaken),
            },
            ...refusals({
              "400": "Cannot be read",
              "413": "Too large",
              "415": "Not JSON or YAML",
              "422": "Says something impossible, or reuses an execution_id",
            }),
          },
        },
      },
      "/api/validate": {
        post: {
          operationId: "validate",
          summary: "What a run would say about a request, or about one document of it; nothing is written or started",
          requestParams: { ...operationId, query: ValidateQuery },
          requestBody: submission,
          responses: {
            "200": {
              description:
                "No fault: the plan, with every default and correction; of one document alone, what a run needs besides",
              content: json(z.union([Validation, DocumentValidation])),
            },
            ...refusals({
              "400": "Cannot be read, or a parameter is not valid",
              "404": "The plan has no value at the path that was asked for",
              "413": "Too large",
              "415": "Not JSON or YAML",
              "422": "Says something impossible",
            }),
          },
        },
      },
      "/api/runs": {
        get: {
          operationId: "listRuns",
          summary: "Runs, newest first, or those of one trace",
          requestParams: {
            query: RunsQuery,
          },
          responses: {
            "200": { description: "A page", content: json(RunPage) },
            ...refusals({ "400": "A parameter is not valid" }),
          },
        },
      },
      "/api/runs/{id}": {
        get: {
          operationId: "getRun",
          summary: "One run; at the gate the ETag is the pin",
          requestParams: { path: id },
          responses: { "200": { description: "The run", content: json(run) }, ...refusals({ "404": "No such run" }) },
        },
      },
      "/api/runs/{id}/events": {
        get: {
          operationId: "runEvents",
          summary: "The run's live feed from a position on",
          requestParams: { path: id, query: EventsQuery },
          responses: {
            "200": {
              description: "Lines and the next position",
              content: json(FeedPage),
            },
            ...refusals({ "400": "Not a position", "404": "No such run" }),
          },
        },
      },
      "/api/runs/{id}/artifacts": {
        get: {
          operationId: "listArtifacts",
          summary: "What the run has written",
          requestParams: { path: id },
          responses: {
            "200": { description: "Names and sizes", content: json(ArtifactPage) },
            ...refusals({ "404": "No such run" }),
          },
        },
      },
      "/api/runs/{id}/artifacts/{name}": {
        get: {
          operationId: "readArtifact",
          summary: "One artifact",
          requestParams: { path: id.extend({ name: z.string() }) },
          responses: {
            "200": { description: "Its text", content: { "text/plain": { schema: z.string() } } },
            ...refusals({ "404": "No such artifact" }),
          },
        },
      },
      "/api/runs/{id}/why": {
        get: {
          operationId: "why",
          summary: "Who set a value of the run's plan, or every value below a path",
          requestParams: {
            path: id,
            query: WhyQuery,
          },
          responses: {
            "200": { description: "Values and who set them", content: json(Explanation) },
            ...refusals({
              "400": "A parameter is not valid",
              "404": "No such run, no plan yet, or no such value",
            }),
          },
        },
      },
      "/api/stacks/{component}/{environment}/{region}/history": {
        get: {
          operationId: "stackHistory",
          summary: "What is remembered of a stack's applies, newest first",
          requestParams: {
            path: z.object({ component: z.string(), environment: z.string(), region: z.string() }),
            query: HistoryQuery,
          },
          responses: {
            "200": {
              description: "A page",
              content: json(HistoryPage),
            },
            ...refusals({ "400": "A parameter is not valid", "404": "No apply of such a stack is remembered" }),
          },
        },
      },
      "/api/runs/{id}/decision": {
        post: {
          operationId: "decide",
          summary: "A person's verdict on exactly the plan they saw",
          requestParams: {
            path: id,
            header: z.object({ "if-match": z.string().meta({ description: "The pin, as in the run's ETag." }) }),
          },
          requestBody: { required: true, content: json(VerdictBody) },
          responses: {
            "200": { description: "Recorded", content: json(DecisionTaken) },
            ...refusals({
              "400": "Not JSON",
              "401": "Nobody is signed in",
              "403": "Not theirs to decide",
              "404": "No such run",
              "409": "Already decided, or not waiting",
              "412": "The plan has changed",
              "413": "Too large",
              "422": "Not a verdict",
              "428": "No pin",
            }),
          },
        },
      },
      "/api/runs/{id}/cancel": {
        post: {
          operationId: "cancel",
          summary: "End a run at its next safe point",
          requestParams: { path: id },
          requestBody: { required: false, content: json(CancellationBody) },
          responses: {
            "202": { description: "Will end", content: json(CancellationTaken) },
            ...refusals({
              "400": "Not JSON",
              "404": "No such run",
              "409": "Already ended",
              "413": "Too large",
              "422": "Not a cancellation",
            }),
          },
        },
      },
      "/api/health": {
        get: {
          operationId: "health",
          summary: "Whether every part answers",
          responses: {
            "200": { description: "Well", content: json(Health) },
            "503": { description: "Something does not answer", content: json(Health) },
          },
        },
      },
      "/api/metrics": {
        get: {
          operationId: "metrics",
          summary: "Metrics in Prometheus text format",
          responses: { "200": { description: "Metrics", content: { "text/plain": { schema: z.string() } } } },
        },
      },
      "/api/schemas": {
        get: {
          operationId: "listSchemas",
          summary: "Every document that may be sent, with its JSON Schema",
          responses: { "200": { description: "Names and addresses", content: json(SchemaPage) } },
        },
      },
      "/api/schemas/{name}": {
        get: {
          operationId: "readSchema",
          summary: "The JSON Schema of one document",
          requestParams: { path: z.object({ name: z.string().meta({ example: "infra-plan.json" }) }) },
          responses: {
            "200": { description: "JSON Schema, draft 7", content: { "application/schema+json": { schema: {} } } },
            ...refusals({ "404": "No such schema" }),
          },
        },
      },
      "/api/openapi.json": {
        get: { operationId: "openapi", summary: "This document", responses: { "200": { description: "OpenAPI 3.1" } } },
      },
    },
  };
  return createDocument(document, { override: publishSpellings });
}

/** What may keep any route from its answer. */
const ofEveryRoute = { "500": "A defect; the log has it", "503": "A part of the service does not answer: try again" };

/** A request in its forms. The schemas stand where editors find them too, relative to this document. */
const submissionSchema = { schema: { anyOf: [{ $ref: "schemas/request.json" }, { $ref: "schemas/bundle.json" }] } };
const submissionContent = { "application/json": submissionSchema, "application/yaml": submissionSchema };
