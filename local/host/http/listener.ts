import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { errorText } from "../log/errorText.js";
import type { Logger } from "../log/logger.js";
import { Refusal } from "../refusal.js";
import { refusedCaller } from "./loopbackGuard.js";
import { sendProblem } from "./problem.js";
import { readBody } from "./readBody.js";

/** A request that may be served, read to its end. */
export interface LocalRequest {
  readonly method: string;
  readonly url: URL;
  /** Path segments, decoded. */
  readonly segments: readonly string[];
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** Answers a request. */
export type Handler = (request: LocalRequest, response: ServerResponse) => Promise<void> | void;

/** A server on 127.0.0.1. */
export interface Listener {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** From now on requests go to `handler`; before, they are told to come back. */
  serve(handler: Handler): void;
  /** Stops accepting and resolves when the requests in flight are answered, or cut off after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/** Listens on loopback only. Port 0 takes a free one. @throws Refusal when the port is taken. */
export async function listen(
  port: number,
  options: { readonly maxBodyBytes: number; readonly logger: Logger },
): Promise<Listener> {
  let handler: Handler = (_, response) => {
    sendProblem(response, 503, "The host is starting", { headers: { "retry-after": "1" } });
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = refusedCaller(request);
    if (refusal !== undefined) {
      sendProblem(response, 403, "Not for this caller", { detail: refusal });
      return;
    }
    const url = new URL(`http://${request.headers.host ?? ""}${request.url ?? "/"}`);
    const segments = decodedSegments(url);
    if (!segments) {
      sendProblem(response, 400, "The path is not valid");
      return;
    }
    const body = await readBody(request, options.maxBodyBytes);
    if (!body) {
      const detail = `The body may have ${options.maxBodyBytes} bytes at most.`;
      sendProblem(response, 413, "Body too large", { detail, headers: { connection: "close" } });
      return;
    }
    await handler({ method: request.method ?? "GET", url, segments, headers: request.headers, body }, response);
  }

  let closing: Promise<void> | undefined;
  const server = createServer((request, response) => {
    response.once("finish", () => {
      if (closing) request.socket.end();
    });
    answer(request, response).catch((error: unknown) => {
      options.logger.log("error", "Host.Http", errorText(error));
      if (response.headersSent) response.destroy();
      else sendProblem(response, 500, "The host failed to answer");
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? new Refusal(taken(port), { cause: error }) : error);
    });
    server.listen(port, "127.0.0.1", resolve);
  });

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve(next) {
      handler = next;
    },
    close: (graceMs) => (closing ??= closeServer(server, graceMs)),
  };
}

const taken = (port: number): string =>
  `Port ${port} of 127.0.0.1 is taken. End what listens there, or give another port: --port, or PORT for \`npm start\`.`;

async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  server.closeIdleConnections();
  const cut = setTimeout(() => {
    server.closeAllConnections();
  }, graceMs);
  await closed;
  clearTimeout(cut);
}

function decodedSegments(url: URL): string[] | undefined {
  try {
    return url.pathname
      .split("/")
      .filter((segment) => segment !== "")
      .map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
