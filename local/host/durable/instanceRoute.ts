import type { LocalRequest } from "../http/listener.js";
import { hasEnded } from "../store/instances.js";
import type { Store } from "../store/store.js";
import type { HistoryEvent } from "./historyEvent.js";
import type { Manage, SendOutcome } from "./manage.js";
import { badArgument, failedOperation, missingFeature, type RpcReply } from "./rpcReply.js";
import { statusView } from "./statusView.js";
import { isJson } from "./jsonText.js";

/** `instances/{id}`: status and purge of one instance; `instances/{id}/{operation}`: what can be said to it. */
export async function instanceRoute(
  request: LocalRequest,
  path: { readonly id: string; readonly operation: string | undefined; readonly argument: string | undefined },
  { store, manage }: { readonly store: Store; readonly manage: Manage },
): Promise<RpcReply> {
  const { id } = path;
  if (path.operation === undefined) {
    if (request.method === "GET") return status(request, id, store);
    if (request.method !== "DELETE") return { status: 404 };
    const instancesDeleted = await manage.purge([id]);
    return instancesDeleted === 0 ? { status: 404 } : { status: 200, body: { instancesDeleted } };
  }
  if (request.method !== "POST") return { status: 404 };
  const reason = request.url.searchParams.get("reason") ?? "";
  switch (path.operation.toLowerCase()) {
    case "raiseevent":
      return raiseEvent(request, id, path.argument, manage);
    case "terminate":
      return replyTo(await manage.terminate(id, reason));
    case "suspend":
      return replyTo(await manage.suspend(id, reason));
    case "resume":
      return replyTo(await manage.resume(id, reason));
    case "rewind":
      return missingFeature("rewind");
    case "restart":
      return missingFeature("restart");
    default:
      return { status: 404 };
  }
}

function status(request: LocalRequest, id: string, store: Store): RpcReply {
  const instance = store.instances.get(id);
  if (!instance) return { status: 404 };
  const flag = (name: string) => request.url.searchParams.get(name)?.toLowerCase();
  const body = statusView(instance, {
    showInput: flag("showInput") !== "false",
    history: flag("showHistory") === "true" ? eventsOf(id, store) : undefined,
    showHistoryOutput: flag("showHistoryOutput") === "true",
  });
  if (!hasEnded(instance.status)) {
    return { status: 202, body, headers: { location: request.url.href, "retry-after": "5" } };
  }
  const asError = instance.status === "Failed" && flag("returnInternalServerErrorOnFailure") === "true";
  return { status: asError ? 500 : 200, body };
}

function eventsOf(id: string, store: Store): HistoryEvent[] {
  // Only this host writes history rows, from HistoryEvents.
  return store.history.read(id).flatMap((events) => JSON.parse(events) as HistoryEvent[]);
}

async function raiseEvent(
  request: LocalRequest,
  id: string,
  name: string | undefined,
  manage: Manage,
): Promise<RpcReply> {
  if (name === undefined) return { status: 404 };
  const contentType = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (contentType !== "application/json") return badArgument("Only application/json request content is supported");
  const data = request.body.length > 0 ? request.body.toString() : null;
  if (data !== null && !isJson(data)) return badArgument("Invalid JSON content");
  return replyTo(await manage.raiseEvent(id, name, data));
}

function replyTo(outcome: SendOutcome): RpcReply {
  switch (outcome.kind) {
    case "sent":
      return { status: 202 };
    case "not-found":
      return { status: 404 };
    case "ended":
      return { status: 410 };
    case "refused":
      return failedOperation(outcome.reason);
  }
}
