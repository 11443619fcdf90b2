import assert from "node:assert/strict";
import type { HttpResponseInit } from "@azure/functions";
import Ajv, { type ValidateFunction } from "ajv";
import * as handlers from "../../functions/handlers.js";
import { routes } from "../../functions/routes.js";

interface Described {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

const document = handlers.openApi().jsonBody as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
};
const ajv = new Ajv({ allErrors: true, unknownFormats: "ignore", schemaId: "auto" });
ajv.addSchema(document, "api");
const compiled = new Map<string, ValidateFunction>();

/** That an answer is one that the OpenAPI document describes: its status, and its body by the schema for its type. */
export function assertDescribed(
  handler: keyof typeof handlers,
  { status = 200, headers, ...body }: HttpResponseInit,
): void {
  const route = routes.find((each) => each.handler === handler);
  assert.ok(route, handler);
  const path = `/api/${route.path.replace("{*", "{")}`;
  const method = route.method.toLowerCase();
  const described = document.paths[path]?.[method]?.responses[String(status)];
  assert.ok(described, `${route.method} ${path} answers ${status}, which its description does not know`);
  const sent = (headers as Record<string, string> | undefined)?.["content-type"]?.split(";")[0];
  const type = sent ?? (body.jsonBody === undefined ? "text/plain" : "application/json");
  if (!type.endsWith("json") || described.content?.[type] === undefined) return;
  const at = ["paths", path, method, "responses", String(status), "content", type, "schema"];
  const pointer = at.map((key) => encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/");
  const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `api#/${pointer}` });
  compiled.set(pointer, validate);
  const value: unknown = body.jsonBody ?? JSON.parse(body.body as string);
  assert.ok(validate(JSON.parse(JSON.stringify(value))), `${handler} ${status}: ${JSON.stringify(validate.errors)}`);
}
