import { app, output, type EventGridEvent, type Timer } from "@azure/functions";
import * as df from "durable-functions";
import { seen } from "./seen.js";

app.hook.appStart(() => {
  seen.hooks.push("appStart");
});
app.hook.appTerminate(() => {
  seen.hooks.push("appTerminate");
});
app.hook.preInvocation((context) => {
  if (context.invocationContext.functionName !== "hooked") return;
  seen.hooks.push("preInvocation");
  context.hookData["inputs"] = context.inputs.length;
});
app.hook.postInvocation((context) => {
  if (context.invocationContext.functionName !== "hooked") return;
  seen.hooks.push(`postInvocation ${String(context.hookData["inputs"])}`);
  context.result = { body: "replaced" };
});

app.http("hooked", { handler: () => ({ body: "original" }) });

app.http("echo", {
  route: "echo/{kind:alpha}/{id?}",
  methods: ["GET", "POST", "PUT"],
  handler: async (request, context) => ({
    status: 201,
    headers: { "x-kind": request.params["kind"] ?? "" },
    cookies: [{ name: "a", value: "1", httpOnly: true }],
    jsonBody: {
      method: request.method,
      url: new URL(request.url).pathname,
      params: request.params,
      query: Object.fromEntries(request.query),
      header: request.headers.get("x-sent"),
      body: await request.text(),
      hasTrace: /^00-[0-9a-f]{32}-/.test(context.traceContext?.traceParent ?? ""),
    },
  }),
});
app.http("latest", { route: "echo/latest", methods: ["GET"], handler: () => ({ body: "literal" }) });
app.http("bytes", { methods: ["POST"], handler: async (request) => ({ body: await request.arrayBuffer() }) });
app.generic("nothing", {
  trigger: { type: "httpTrigger", name: "request", methods: ["GET"] },
  return: output.http({}),
  handler: () => undefined,
});
app.http("throws", {
  handler: () => {
    throw new Error("a secret");
  },
});
app.http("slow", {
  handler: async () => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    return { body: "too late" };
  },
});
app.http("settings", {
  handler: () => ({ jsonBody: { sample: process.env["SAMPLE"], host: process.env["WEBSITE_HOSTNAME"] } }),
});

app.eventGrid("onEvent", {
  handler: (event: EventGridEvent, context) => {
    if (event.data?.["fail"]) throw new Error("not now");
    seen.events.push({ event, data: context.triggerMetadata?.["data"] });
  },
});
app.generic("onBatch", {
  trigger: { type: "eventGridTrigger", name: "events", cardinality: "many" },
  handler: (events: unknown) => {
    seen.batches.push(events);
  },
});

app.timer("tick", {
  schedule: "%TICK%",
  handler: (timer: Timer) => {
    seen.ticks.push(timer);
  },
});
app.timer("once", {
  schedule: "0 0 0 1 1 *",
  runOnStartup: true,
  handler: (timer: Timer) => {
    seen.startups.push(timer);
  },
});

let running = 0;
df.app.activity("Busy", {
  handler: async (ms: number) => {
    running++;
    seen.mostAtOnce = Math.max(seen.mostAtOnce, running);
    await new Promise((resolve) => setTimeout(resolve, ms));
    running--;
    return "done";
  },
});
df.app.orchestration("BusyMany", function* (context) {
  const tasks = Array.from({ length: 6 }, () => context.df.callActivity("Busy", 10));
  return ((yield context.df.Task.all(tasks)) as string[]).length;
});
df.app.orchestration("BusyTooLong", function* (context) {
  yield context.df.callActivity("Busy", 1500);
});
