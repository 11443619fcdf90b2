import type { ServerResponse } from "node:http";
import type { ClientInputs } from "../durable/clientBinding.js";
import { errorText } from "../log/errorText.js";
import type { Logger } from "../log/logger.js";
import type { TriggeredBy } from "../worker/functionTable.js";
import type { Invoke } from "../worker/invoke.js";
import { withTimeLimit } from "../worker/timeLimit.js";
import type { HttpData } from "../worker/typedData.js";
import { setCookie } from "./cookies.js";
import type { LocalRequest } from "./listener.js";
import { traceContextOf } from "./traceContext.js";

/** Runs HTTP functions. */
export interface HttpSettings {
  readonly invoke: Invoke;
  readonly clientInputs: ClientInputs;
  readonly logger: Logger;
  readonly timeLimitMs: number;
}

/** Hands a request to its function and writes the answer. A handler that throws is a 500 without a body, as on Azure. */
export async function answerWith(
  target: TriggeredBy<"http">,
  params: Record<string, string>,
  request: LocalRequest,
  response: ServerResponse,
  settings: HttpSettings,
): Promise<void> {
  const http: HttpData = {
    method: request.method,
    url: request.url.href,
    headers: joinedHeaders(request),
    query: Object.fromEntries(request.url.searchParams),
    params,
    body: request.body.length > 0 ? { bytes: request.body } : null,
  };
  try {
    const invocation = settings.invoke(target, {
      inputs: [{ name: target.triggerBinding, data: { http } }, ...settings.clientInputs(target)],
      traceContext: traceContextOf(request.headers),
    });
    const { returnValue } = await withTimeLimit(invocation, settings.timeLimitMs, target.name);
    write(response, returnValue?.http);
  } catch (error) {
    settings.logger.log("error", `Function.${target.name}`, errorText(error));
    response.writeHead(500).end();
  }
}

/** A function that returns nothing answers 204. */
function write(response: ServerResponse, http: HttpData | undefined): void {
  if (!http) {
    response.writeHead(204).end();
    return;
  }
  if (http.cookies && http.cookies.length > 0) response.setHeader("set-cookie", http.cookies.map(setCookie));
  response.writeHead(Number(http.statusCode ?? 200), http.headers);
  response.end(http.body?.bytes ?? http.body?.string);
}

function joinedHeaders({ headers }: LocalRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
  );
}
