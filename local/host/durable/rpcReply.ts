import type { ServerResponse } from "node:http";

/** An answer of the management API. */
export interface RpcReply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** The extension's shape for an argument it does not take. */
export function badArgument(message: string): RpcReply {
  return {
    status: 400,
    body: {
      Message: "One or more of the arguments submitted is incorrect",
      ExceptionMessage: message,
      ExceptionType: "System.ArgumentException",
    },
  };
}

/** The extension's shape for an operation that cannot be done now. */
export function failedOperation(message: string, exceptionType = "System.InvalidOperationException"): RpcReply {
  return {
    status: 500,
    body: {
      Message: "Something went wrong while processing your request",
      ExceptionMessage: message,
      ExceptionType: exceptionType,
    },
  };
}

/** A feature this host has not, said in a way the SDK passes on. */
export function missingFeature(feature: string): RpcReply {
  return { status: 501, body: `The local host does not support ${feature} yet.` };
}

export function sendReply(response: ServerResponse, { status, body, headers }: RpcReply): void {
  if (body === undefined) {
    response.writeHead(status, headers).end();
    return;
  }
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(JSON.stringify(body));
}
