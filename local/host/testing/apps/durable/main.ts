import { app } from "@azure/functions";
import * as df from "durable-functions";
import "./activities.js";
import "./client.js";
import "./orchestrators.js";
import "./strictness.js";

/** Starts any orchestrator: the app's own door, through the real durable client. */
df.app.client.http("start", {
  route: "start/{name}/{id?}",
  methods: ["POST"],
  handler: async (request, client) => {
    const text = await request.text();
    const { name = "", id } = request.params;
    const input: unknown = text === "" ? undefined : JSON.parse(text);
    const instanceId = await client.startNew(name, { input, ...(id === undefined ? {} : { instanceId: id }) });
    return client.createCheckStatusResponse(request, instanceId);
  },
});

app.http("plain", { handler: () => ({ body: "plain" }) });
