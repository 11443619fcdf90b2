import type { HttpMethod } from "@azure/functions";
import type * as handlers from "./handlers.js";

/** One route of the API. */
export interface Route {
  /** Name of the function in Azure. */
  readonly name: string;
  readonly method: HttpMethod;
  /** Below `/api/`. */
  readonly path: string;
  /** Machines show a function key; where people act, they are known by the platform's sign-in instead. */
  readonly authLevel: "function" | "anonymous";
  readonly handler: keyof typeof handlers;
}

/** The whole API. */
export const routes: readonly Route[] = [
  { name: "submit", method: "POST", path: "provision/stack", authLevel: "function", handler: "provisionStack" },
  { name: "validate", method: "POST", path: "validate", authLevel: "function", handler: "validateRequest" },
  { name: "listRuns", method: "GET", path: "runs", authLevel: "function", handler: "listRuns" },
  { name: "getRun", method: "GET", path: "runs/{id}", authLevel: "function", handler: "getRun" },
  { name: "runEvents", method: "GET", path: "runs/{id}/events", authLevel: "function", handler: "runEvents" },
  {
    name: "listArtifacts",
    method: "GET",
    path: "runs/{id}/artifacts",
    authLevel: "function",
    handler: "listArtifacts",
  },
  {
    name: "readArtifact",
    method: "GET",
    path: "runs/{id}/artifacts/{*name}",
    authLevel: "function",
    handler: "readArtifact",
  },
  { name: "why", method: "GET", path: "runs/{id}/why", authLevel: "function", handler: "whyRun" },
  {
    name: "stackHistory",
    method: "GET",
    path: "stacks/{component}/{environment}/{region}/history",
    authLevel: "function",
    handler: "stackHistory",
  },
  { name: "decide", method: "POST", path: "runs/{id}/decision", authLevel: "anonymous", handler: "decideRun" },
  { name: "cancel", method: "POST", path: "runs/{id}/cancel", authLevel: "function", handler: "cancelRun" },
  { name: "health", method: "GET", path: "health", authLevel: "anonymous", handler: "health" },
  { name: "metrics", method: "GET", path: "metrics", authLevel: "function", handler: "metrics" },
  { name: "listSchemas", method: "GET", path: "schemas", authLevel: "anonymous", handler: "listSchemas" },
  { name: "readSchema", method: "GET", path: "schemas/{name}", authLevel: "anonymous", handler: "readSchema" },
  { name: "openapi", method: "GET", path: "openapi.json", authLevel: "anonymous", handler: "openApi" },
];
