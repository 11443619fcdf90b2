import type { ServerResponse } from "node:http";
import { z } from "zod";
import type { ClientInputs } from "../durable/clientBinding.js";
import { errorText } from "../log/errorText.js";
import type { Logger } from "../log/logger.js";
import type { FunctionTable, TriggeredBy } from "../worker/functionTable.js";
import type { Invoke } from "../worker/invoke.js";
import { withTimeLimit } from "../worker/timeLimit.js";
import type { LocalRequest } from "./listener.js";
import { sendProblem } from "./problem.js";
import { traceContextOf } from "./traceContext.js";

/** Runs Event Grid functions. */
export interface EventGridSettings {
  readonly functions: FunctionTable;
  readonly invoke: Invoke;
  readonly clientInputs: ClientInputs;
  readonly logger: Logger;
  readonly timeLimitMs: number;
}

const Event = z.looseObject({ data: z.unknown().optional() });
type Event = z.infer<typeof Event>;
const Delivery = z.union([z.array(Event), Event.transform((event) => [event])]);
const Validation = z.tuple([z.looseObject({ data: z.looseObject({ validationCode: z.string() }) })]).rest(z.unknown());

/**
 * The webhook Event Grid delivers to: `/runtime/webhooks/eventgrid?functionName=X`, in both schemas and with both
 * handshakes. One invocation per event, or per batch with cardinality `many`; any failure answers 500, whereupon Event
 * Grid delivers the whole batch again. Source: Event Grid extension, EventGridExtensionConfigProvider.cs; CloudEvents
 * 1.0 web hooks, section 4, for OPTIONS.
 */
export async function eventGridWebhook(
  request: LocalRequest,
  response: ServerResponse,
  settings: EventGridSettings,
): Promise<void> {
  const name = request.url.searchParams.get("functionName") ?? "";
  const target = settings.functions.find("eventGrid", name);
  if (!target) {
    response.writeHead(404, { "content-type": "text/plain" }).end(`cannot find function: '${name}'`);
    return;
  }
  if (request.method === "OPTIONS") {
    greet(request, response);
    return;
  }
  if (request.method !== "POST") {
    sendProblem(response, 405, "Method not allowed", { headers: { allow: "POST, OPTIONS" } });
    return;
  }
  const type = request.headers["aeg-event-type"];
  if (type === "Unsubscribe") response.writeHead(202).end();
  else if (type === "SubscriptionValidation") validate(request, response);
  else if (type === "Notification") await notify(request, response, target, settings);
  else sendProblem(response, 400, "Not an Event Grid delivery", { detail: `aeg-event-type is '${String(type)}'` });
}

/** The handshake of CloudEvents: who may deliver, and how often. */
function greet(request: LocalRequest, response: ServerResponse): void {
  const origin = request.headers["webhook-request-origin"];
  if (typeof origin !== "string") {
    sendProblem(response, 400, "Not a CloudEvents handshake", { detail: "WebHook-Request-Origin is missing." });
    return;
  }
  response.writeHead(200, { "webhook-allowed-origin": origin, "webhook-allowed-rate": "*" }).end();
}

/** The handshake of Event Grid: the code it sent is returned. */
function validate(request: LocalRequest, response: ServerResponse): void {
  const events = Validation.safeParse(parsed(request.body));
  if (!events.success) {
    sendProblem(response, 400, "Not a validation event", { detail: z.prettifyError(events.error) });
    return;
  }
  const [{ data }] = events.data;
  response.writeHead(200, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify({ validationResponse: data.validationCode }));
}

async function notify(
  request: LocalRequest,
  response: ServerResponse,
  target: TriggeredBy<"eventGrid">,
  settings: EventGridSettings,
): Promise<void> {
  const delivery = Delivery.safeParse(parsed(request.body));
  if (!delivery.success) {
    sendProblem(response, 400, "Not an event delivery", { detail: z.prettifyError(delivery.error) });
    return;
  }
  const traceContext = traceContextOf(request.headers);
  const run = async (value: Event | Event[], data: unknown) => {
    const inputs = [
      { name: target.triggerBinding, data: { json: JSON.stringify(value) } },
      ...settings.clientInputs(target),
    ];
    const triggerMetadata = { data: { json: JSON.stringify(data ?? null) } };
    const invocation = settings.invoke(target, { inputs, triggerMetadata, traceContext });
    await withTimeLimit(invocation, settings.timeLimitMs, target.name);
  };
  const events = delivery.data;
  const runs =
    target.trigger.cardinality === "many"
      ? [
          run(
            events,
            events.map((event) => event.data),
          ),
        ]
      : events.map((event) => run(event, event.data));
  const failures = (await Promise.allSettled(runs)).filter((result) => result.status === "rejected");
  for (const { reason } of failures) {
    settings.logger.log("error", `Function.${target.name}`, errorText(reason));
  }
  response.writeHead(failures.length === 0 ? 202 : 500).end();
}

/** The body as JSON; undefined when it is none. */
function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch {
    return undefined;
  }
}
