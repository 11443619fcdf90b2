import { createHash, timingSafeEqual } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { z } from "zod";
import { maxBodyBytes, parsePublish } from "./envelope.js";
import { openEventLog, type EventLog } from "./eventLog.js";
import { startPump } from "./pump.js";
import { Subscription } from "./subscription.js";

export interface TopicOptions {
  /** Folder of the topic's files: `events.jsonl`, and for each subscription how far it is and its dead letters. */
  readonly dir: string;
  /** What publishers send as `aeg-sas-key`. */
  readonly key: string;
  /** 0 or absent takes a free port. */
  readonly port?: number;
  readonly subscriptions: readonly Subscription[];
  /** Pause before the first repeated delivery, in milliseconds; it doubles each time. */
  readonly firstPauseMs?: number;
}

/** A custom topic in the manner of Event Grid, on loopback. */
export interface Topic {
  /** Where events are posted to. */
  readonly endpoint: string;
  /** Where the kept events can be read, as a JSON array. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Starts a topic: what it acknowledged is on disk, and reaches every subscription at least once.
 * Source: https://learn.microsoft.com/azure/event-grid/post-to-custom-topics
 */
export async function startTopic(options: TopicOptions): Promise<Topic> {
  const { dir, key, port = 0, firstPauseMs = 200 } = options;
  const subscriptions = z.array(Subscription).parse(options.subscriptions);
  await mkdir(dir, { recursive: true });
  const log = await openEventLog(join(dir, "events.jsonl"));
  const pumps = subscriptions.map((subscription) => startPump(subscription, log, dir, firstPauseMs));

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const foreign = foreignCaller(request);
    if (foreign !== undefined) return refusal(403, foreign);
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    switch (`${request.method ?? ""} ${pathname}`) {
      case "GET /events":
        return { status: 200, json: log.events };
      case "POST /api/events": {
        const published = await publish(request, key, log);
        for (const pump of pumps) pump.wake();
        return published;
      }
      default:
        return refusal(404, "A topic has POST /api/events and GET /events");
    }
  };
  const server = await listen(answer, port);
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint: `${origin}/api/events`,
    url: `${origin}/events`,
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await Promise.all(pumps.map((pump) => pump.close()));
      await log.close();
    },
  };
}

interface Answer {
  readonly status: number;
  readonly json?: unknown;
}

async function publish(request: IncomingMessage, key: string, log: EventLog): Promise<Answer> {
  if (!isSame(String(request.headers["aeg-sas-key"] ?? ""), key))
    return refusal(401, "The request's aeg-sas-key is not the topic's");
  const body = await readBody(request);
  if (body === undefined) return refusal(413, `A request may hold ${maxBodyBytes} bytes`);
  const parsed = parsePublish(request.headers["content-type"] ?? "", body);
  if ("status" in parsed) return refusal(parsed.status, parsed.message);
  if (parsed.events.length > 0) await log.append(parsed.events);
  return { status: 200 };
}

/** Why a caller may not come here: a web page must not reach the topic through a person's browser. */
function foreignCaller({ headers }: IncomingMessage): string | undefined {
  const host = headers.host?.replace(/:\d+$/, "");
  if (host !== "127.0.0.1" && host !== "localhost") return "The Host header must name this machine's loopback";
  return headers.origin === undefined ? undefined : "Web pages have no business here";
}

/** The body as text, or `undefined` when it is larger than a topic takes. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maxBodyBytes) chunks.push(chunk); // the rest is read as well: the caller shall hear the answer
  }
  return bytes > maxBodyBytes ? undefined : Buffer.concat(chunks).toString("utf8");
}

/** In the form of Event Grid's own errors. */
const refusal = (status: number, message: string): Answer => ({
  status,
  json: {
    error: { code: { 401: "Unauthorized", 403: "Forbidden", 404: "NotFound" }[status] ?? "BadRequest", message },
  },
});

/** Compares in constant time, by digests because those have equal lengths. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

async function listen(answer: (request: IncomingMessage) => Promise<Answer>, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    void answer(request)
      .catch((error: unknown) => refusal(500, error instanceof Error ? error.message : String(error)))
      .then(({ status, json }) => {
        response.writeHead(status, json === undefined ? {} : { "content-type": "application/json; charset=utf-8" });
        response.end(json === undefined ? undefined : JSON.stringify(json));
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return server;
}
