import { z } from "zod";
import type { LocalRequest } from "../http/listener.js";
import { hasEnded, RuntimeStatus, type Instance, type InstanceFilter, type Position } from "../store/instances.js";
import type { Store } from "../store/store.js";
import type { Manage } from "./manage.js";
import { badArgument, type RpcReply } from "./rpcReply.js";
import { statusView } from "./statusView.js";

const time = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), "is not a time")
  .transform((text) => Date.parse(text));

const Query = z.object({
  createdTimeFrom: time.optional(),
  createdTimeTo: time.optional(),
  runtimeStatus: z
    .string()
    .transform((text) => text.split(",").filter((name) => name !== ""))
    .pipe(z.array(RuntimeStatus))
    .optional(),
  instanceIdPrefix: z.string().optional(),
  showInput: z.string().optional(),
  top: z.coerce.number().int().positive().max(1000).default(100),
});
type Query = z.infer<typeof Query>;

const continuationHeader = "x-ms-continuation-token";

/** `instances/`: queries in pages, oldest first, and purges by filter. */
export async function instancesRoute(
  request: LocalRequest,
  { store, manage }: { readonly store: Store; readonly manage: Manage },
): Promise<RpcReply> {
  const query = Query.safeParse(Object.fromEntries(request.url.searchParams));
  if (!query.success) return badArgument(z.prettifyError(query.error));
  if (request.method === "GET") return page(request, query.data, store);
  if (request.method === "DELETE") return purge(query.data, store, manage);
  return { status: 404 };
}

function page(request: LocalRequest, query: Query, store: Store): RpcReply {
  const token = request.headers[continuationHeader];
  const after = typeof token === "string" && token !== "" ? positionOf(token) : undefined;
  const found = store.instances.page(filterOf(query), after, query.top + 1);
  const shown = found.slice(0, query.top);
  const showInput = query.showInput !== "false";
  return {
    status: 200,
    body: shown.map((instance) => statusView(instance, { showInput })),
    headers: { [continuationHeader]: found.length > shown.length ? tokenAfter(shown.at(-1)) : "" },
  };
}

/** Only ended instances, unless the caller names other states. */
async function purge(query: Query, store: Store, manage: Manage): Promise<RpcReply> {
  if (query.createdTimeFrom === undefined) return badArgument("Please provide value for 'createdTimeFrom' parameter.");
  const named = query.runtimeStatus ?? [];
  const isWanted = (instance: Instance) => named.length > 0 || hasEnded(instance.status);
  let deleted = 0;
  let after: Position | undefined;
  for (;;) {
    const found = store.instances.page(filterOf(query), after, 500);
    const last = found.at(-1);
    if (!last) return deleted === 0 ? { status: 404 } : { status: 200, body: { instancesDeleted: deleted } };
    deleted += await manage.purge(found.filter(isWanted).map((instance) => instance.id));
    after = last;
  }
}

function filterOf(query: Query): InstanceFilter {
  return {
    createdFrom: query.createdTimeFrom,
    createdTo: query.createdTimeTo,
    statuses: query.runtimeStatus,
    idPrefix: query.instanceIdPrefix,
  };
}

const Token = z.tuple([z.number(), z.string()]);

function tokenAfter(instance: Instance | undefined): string {
  return Buffer.from(JSON.stringify([instance?.createdAt, instance?.id])).toString("base64url");
}

function positionOf(token: string): Position {
  const [createdAt, id] = Token.parse(JSON.parse(Buffer.from(token, "base64url").toString()));
  return { createdAt, id };
}
