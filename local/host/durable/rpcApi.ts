import type { Handler, LocalRequest } from "../http/listener.js";
import type { Store } from "../store/store.js";
import { instanceRoute } from "./instanceRoute.js";
import { instancesRoute } from "./instancesRoute.js";
import { instanceLinks } from "./clientBinding.js";
import { isJson } from "./jsonText.js";
import type { Manage } from "./manage.js";
import { badArgument, failedOperation, missingFeature, sendReply, type RpcReply } from "./rpcReply.js";

/** What the management API works with. */
export interface RpcSettings {
  readonly store: Store;
  readonly manage: Manage;
  readonly origin: string;
  readonly hubName: string;
}

/**
 * The management API that the SDK's client calls, at `/durabletask/` and `/runtime/webhooks/durabletask/`, and
 * `/debug/commits` for tests. It starts and ends orchestrations without a key: serve it to this machine only.
 * Source: DurableTask extension, HttpApiHandler.cs.
 */
export function rpcApi(settings: RpcSettings): Handler {
  return async (request, response) => {
    sendReply(response, await answer(request, settings));
  };
}

async function answer(request: LocalRequest, settings: RpcSettings): Promise<RpcReply> {
  const { segments } = request;
  if (segments.join("/") === "debug/commits") return { status: 200, body: { commits: settings.store.commits } };
  const path = pathBelowApi(segments);
  if (!path) return { status: 404 };
  switch ((path[0] ?? "").toLowerCase()) {
    case "orchestrators":
      return start(request, path[1], path[2], settings);
    case "instances":
      return path[1] === undefined
        ? instancesRoute(request, settings)
        : instanceRoute(request, { id: path[1], operation: path[2], argument: path[3] }, settings);
    case "entities":
      return missingFeature("durable entities");
    default:
      return { status: 404 };
  }
}

function pathBelowApi(segments: readonly string[]): readonly string[] | undefined {
  const [first, second, third] = segments.map((segment) => segment.toLowerCase());
  if (first === "durabletask") return segments.slice(1);
  return first === "runtime" && second === "webhooks" && third === "durabletask" ? segments.slice(3) : undefined;
}

async function start(
  request: LocalRequest,
  name: string | undefined,
  id: string | undefined,
  { manage, origin, hubName }: RpcSettings,
): Promise<RpcReply> {
  if (request.method !== "POST" || name === undefined) return { status: 404 };
  const input = request.body.length > 0 ? request.body.toString() : undefined;
  if (input !== undefined && !isJson(input)) return badArgument("Invalid JSON content");
  const traceParent = request.headers["traceparent"];
  const outcome = await manage.start({
    name,
    id,
    input,
    version: request.url.searchParams.get("version") ?? undefined,
    traceParent: typeof traceParent === "string" ? traceParent : undefined,
  });
  switch (outcome.kind) {
    case "started": {
      const links = instanceLinks(origin, hubName, outcome.id);
      return { status: 202, body: links, headers: { location: links["statusQueryGetUri"] ?? "", "retry-after": "10" } };
    }
    case "refused":
      return badArgument(outcome.reason);
    case "exists":
      return failedOperation(
        `An Orchestration instance with the status ${outcome.status} already exists.`,
        "DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException",
      );
  }
}
