import * as df from "durable-functions";

type Call = (client: df.DurableClient, id: string, body: Body) => Promise<unknown>;

interface Body {
  readonly name?: string;
  readonly data?: unknown;
  readonly statuses?: df.OrchestrationRuntimeStatus[];
}

const epoch = new Date(0);

/** Every call of the real durable client that the host answers. */
const calls: Readonly<Record<string, Call>> = {
  startNew: (client, id, { name = "", data }) => client.startNew(name, { instanceId: id, input: data }),
  getStatus: (client, id) => client.getStatus(id, { showInput: true }),
  getStatusAll: async (client) => (await client.getStatusAll()).length,
  getStatusBy: async (client, _, { statuses = [] }) =>
    (await client.getStatusBy({ createdTimeFrom: epoch, runtimeStatus: statuses })).map((each) => each.instanceId),
  raiseEvent: (client, id, { name = "", data }) => client.raiseEvent(id, name, data),
  terminate: (client, id) => client.terminate(id, "enough"),
  suspend: (client, id) => client.suspend(id, "hold"),
  resume: (client, id) => client.resume(id, "go on"),
  purge: (client, id) => client.purgeInstanceHistory(id),
  purgeBy: (client, _, { statuses = [] }) =>
    client.purgeInstanceHistoryBy({ createdTimeFrom: epoch, runtimeStatus: statuses }),
  rewind: (client, id) => client.rewind(id, "again"),
  signalEntity: (client, id) => client.signalEntity(new df.EntityId("counter", id), "add", 1),
};

/** POST /api/client/{call}/{id}: makes the call and answers with its result, or with the error the client threw. */
df.app.client.http("client", {
  route: "client/{call}/{id?}",
  methods: ["POST"],
  handler: async (request, client) => {
    const text = await request.text();
    const body = (text === "" ? {} : JSON.parse(text)) as Body;
    const { call = "", id = "" } = request.params;
    try {
      return { jsonBody: { result: (await calls[call]?.(client, id, body)) ?? null } };
    } catch (error) {
      return { status: 409, jsonBody: { error: (error as Error).message } };
    }
  },
});

/** GET /api/wait/{id}: answers with the output, or with links when it takes too long. */
df.app.client.http("wait", {
  route: "wait/{id}",
  methods: ["GET"],
  handler: (request, client) =>
    client.waitForCompletionOrCreateCheckStatusResponse(request, request.params["id"] ?? "", {
      timeoutInMilliseconds: 200,
      retryIntervalInMilliseconds: 20,
    }),
});
