import type { HttpRequest, HttpResponseInit } from "@azure/functions";
import type { SchemaPage } from "../../shared/contracts/answers.js";
import { nearestName } from "../../shared/intake/reading/nearestName.js";
import { publishedSchemas } from "../../shared/intake/schemas/publishedSchemas.js";
import type { Application } from "../application.js";
import { problem } from "./problem.js";

/** GET /api/schemas: every document that callers may send, with the address of its JSON Schema. */
export function listSchemas({ kinds }: Application, request: HttpRequest): HttpResponseInit {
  const value = publishedSchemas(kinds).map(({ name, title, file }) => ({
    name,
    title,
    ...(file !== undefined && { file }),
    url: addressOf(name, request),
  }));
  const answer: SchemaPage = { value };
  return { jsonBody: answer };
}

/** GET /api/schemas/{name}.json: the JSON Schema of one document, made from the contract that checks it. */
export function readSchema({ kinds }: Application, request: HttpRequest): HttpResponseInit {
  const file = request.params["name"] ?? "";
  const name = file.replace(/\.json$/, "");
  const schemas = publishedSchemas(kinds);
  const found = file.endsWith(".json") ? schemas.find((schema) => schema.name === name) : undefined;
  if (!found) {
    const meant = nearestName(
      name,
      schemas.map((schema) => schema.name),
    );
    return problem(404, "schema-not-found", "There is no such schema", {
      detail: `${meant === undefined ? "" : `Did you mean ${meant}.json? `}GET /api/schemas lists all.`,
    });
  }
  const headers = { "content-type": "application/schema+json", "cache-control": "public, max-age=300" };
  return { headers, body: JSON.stringify(found.jsonSchema(addressOf(name, request)), null, 2) };
}

function addressOf(name: string, request: HttpRequest): string {
  return new URL(`/api/schemas/${name}.json`, request.url).href;
}
