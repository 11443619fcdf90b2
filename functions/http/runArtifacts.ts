import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import type { ArtifactPage } from "../../shared/contracts/answers.js";
import { contentTypeOf } from "../../shared/records/contentTypeOf.js";
import type { Application } from "../application.js";
import { findRun } from "./findRun.js";
import { problem, runNotFound } from "./problem.js";

/** Files for the engine's eyes only: an update plan holds the ciphertext of secrets. */
const isHidden = (name: string): boolean => name.startsWith("update-plan-");

/** GET /api/runs/{id}/artifacts: what the run has written so far. */
export async function listArtifacts(app: Application, request: HttpRequest): Promise<HttpResponseInit> {
  const run = await findRun(app.ledger, request);
  if (!run) return runNotFound();
  const files = await app.artifacts.list(run.folder);
  const value = files
    .map(({ name, bytes }) => ({ name: name.slice(run.folder.length + 1), bytes }))
    .filter(({ name }) => !isHidden(name))
    .map((file) => ({ ...file, link: `/api/runs/${run.runId}/artifacts/${file.name}` }));
  const answer: ArtifactPage = { folder: run.folder, value };
  return { jsonBody: answer };
}

/** GET /api/runs/{id}/artifacts/{name}: one of the files that the listing names, and no other. */
export async function readArtifact(app: Application, request: HttpRequest): Promise<HttpResponseInit> {
  const run = await findRun(app.ledger, request);
  if (!run) return runNotFound();
  const name = request.params["name"] ?? "";
  const files = await app.artifacts.list(run.folder);
  const isListed = !isHidden(name) && files.some((file) => file.name === `${run.folder}/${name}`);
  const text = isListed ? await app.artifacts.find(`${run.folder}/${name}`) : undefined;
  if (text === undefined)
    return problem(404, "artifact-not-found", "The run has no such artifact", {
      detail: `List them with GET /api/runs/${run.runId}/artifacts.`,
    });
  return { headers: { "content-type": contentTypeOf(name), "content-security-policy": "sandbox" }, body: text };
}
