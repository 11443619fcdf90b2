import type { ServerResponse } from "node:http";

/** Answers with RFC 9457 problem details. */
export function sendProblem(
  response: ServerResponse,
  status: number,
  title: string,
  options: { readonly detail?: string; readonly headers?: Record<string, string> } = {},
): void {
  const { detail, headers } = options;
  const body = JSON.stringify({ type: "about:blank", title, status, ...(detail === undefined ? {} : { detail }) });
  response.writeHead(status, { "content-type": "application/problem+json; charset=utf-8", ...headers });
  response.end(body);
}
