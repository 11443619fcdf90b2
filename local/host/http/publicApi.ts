import type { Handler } from "./listener.js";
import { eventGridWebhook, type EventGridSettings } from "./eventGrid.js";
import { answerWith, type HttpSettings } from "./httpFunctions.js";
import { sendProblem } from "./problem.js";
import type { RouteTable } from "./routeTable.js";

/** What the public port serves: the application's routes and the Event Grid webhook; nothing of Durable's management. */
export function publicApi(routes: RouteTable, settings: HttpSettings & EventGridSettings): Handler {
  return async (request, response) => {
    if (isEventGridWebhook(request.segments)) {
      await eventGridWebhook(request, response, settings);
      return;
    }
    const routed = routes(request.method, request.segments);
    switch (routed.kind) {
      case "found":
        await answerWith(routed.target, routed.params, request, response, settings);
        break;
      case "wrong-method":
        sendProblem(response, 405, "Method not allowed", { headers: { allow: routed.allowed.join(", ") } });
        break;
      case "not-found":
        sendProblem(response, 404, "Not found", { detail: `No function answers ${request.url.pathname}` });
    }
  };
}

function isEventGridWebhook(segments: readonly string[]): boolean {
  return segments.length === 3 && segments.join("/").toLowerCase() === "runtime/webhooks/eventgrid";
}
