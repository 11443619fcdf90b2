import * as df from "durable-functions";
import { provisionStack as runStack } from "../orchestrations/provisionStack.js";
import type { Application } from "./application.js";
import { orchestration } from "./durable/runs.js";
import { registerEvents } from "./eventgrid/registerEvents.js";
import { registerActivity } from "./registerActivity.js";
import { registerHttp } from "./registerHttp.js";
import { registerOutboxSweep } from "./timers/sweepOutbox.js";

/** The application, composed when the first trigger needs it: loading this file must stay cheap. */
let composed: Promise<Application> | undefined;
const application = (): Promise<Application> => {
  composed ??= import("./compose.js")
    .then(({ compose }) => compose(process.env))
    .catch((error: unknown) => {
      composed = undefined; // the next call tries again, with a configuration that may have been mended
      throw error;
    });
  return composed;
};

df.app.orchestration(orchestration, runStack);

registerActivity(application, "validate", async ({ artifacts, secrets }) =>
  (await activities()).validate(artifacts, secrets),
);
registerActivity(application, "plan", async ({ artifacts, ledger, resolve }) =>
  (await activities()).plan(artifacts, ledger, resolve),
);
registerActivity(application, "render", async ({ artifacts, render, renderedFaults }) =>
  (await activities()).render(artifacts, render, renderedFaults),
);
registerActivity(application, "preview", async (app) =>
  (await activities()).preview({ ...app, timeoutMs: app.config.PROVISIONER_PREVIEW_MINUTES * 60_000 }),
);
registerActivity(application, "assess", async ({ artifacts, policy }) =>
  (await activities()).assess(artifacts, policy),
);
registerActivity(application, "announce", async (app) =>
  (await activities()).announce({
    ...app,
    approvers: { group: app.config.PROVISIONER_APPROVER_GROUP, contact: app.config.PROVISIONER_APPROVER_CONTACT },
  }),
);
registerActivity(application, "readGate", async ({ ledger }) => (await activities()).readGate(ledger));
registerActivity(application, "closeGate", async ({ ledger }) => (await activities()).closeGate(ledger));
registerActivity(application, "apply", async (app) =>
  (await activities()).apply({ ...app, timeoutMs: app.config.PROVISIONER_APPLY_MINUTES * 60_000 }),
);
registerActivity(application, "verify", async ({ artifacts }) => (await activities()).verify(artifacts));
registerActivity(application, "archive", async ({ artifacts, ledger }) =>
  (await activities()).archive(artifacts, ledger),
);
registerActivity(application, "publish", async ({ artifacts, outbox }) =>
  (await activities()).publish(artifacts, outbox),
);

registerHttp(application, {
  name: "submit",
  method: "POST",
  route: "provision/stack",
  authLevel: "function",
  handle: async (app, runs, request) => (await routes()).provisionStack(app, runs, request),
});
registerHttp(application, {
  name: "listRuns",
  method: "GET",
  route: "runs",
  authLevel: "function",
  handle: async (app, _runs, request) => (await routes()).listRuns(app, request),
});
registerHttp(application, {
  name: "getRun",
  method: "GET",
  route: "runs/{id}",
  authLevel: "function",
  handle: async (app, runs, request) => (await routes()).getRun(app, runs, request),
});
registerHttp(application, {
  name: "runEvents",
  method: "GET",
  route: "runs/{id}/events",
  authLevel: "function",
  handle: async (app, _runs, request) => (await routes()).runEvents(app, request),
});
registerHttp(application, {
  name: "listArtifacts",
  method: "GET",
  route: "runs/{id}/artifacts",
  authLevel: "function",
  handle: async (app, _runs, request) => (await routes()).listArtifacts(app, request),
});
registerHttp(application, {
  name: "readArtifact",
  method: "GET",
  route: "runs/{id}/artifacts/{*name}",
  authLevel: "function",
  handle: async (app, _runs, request) => (await routes()).readArtifact(app, request),
});
registerHttp(application, {
  name: "decide",
  method: "POST",
  route: "runs/{id}/decision",
  // People decide: they are known by the platform's sign-in, not by a key.
  authLevel: "anonymous",
  handle: async (app, runs, request) => (await routes()).decideRun(app, runs, request),
});
registerHttp(application, {
  name: "cancel",
  method: "POST",
  route: "runs/{id}/cancel",
  authLevel: "function",
  handle: async (app, runs, request) => (await routes()).cancelRun(app, runs, request),
});
registerHttp(application, {
  name: "health",
  method: "GET",
  route: "health",
  authLevel: "anonymous",
  handle: async (app) => (await routes()).health(app),
});
registerHttp(application, {
  name: "metrics",
  method: "GET",
  route: "metrics",
  authLevel: "function",
  handle: async (app) => (await routes()).metrics(app),
});
registerHttp(application, {
  name: "openapi",
  method: "GET",
  route: "openapi.json",
  authLevel: "anonymous",
  handle: async () => (await routes()).openApi(),
});

registerEvents(application);
registerOutboxSweep(application);

/** Loaded with the first call: their contracts and the domain behind them are what makes a cold start slow. */
function activities(): Promise<typeof import("./activities.js")> {
  return import("./activities.js");
}

function routes(): Promise<typeof import("./routes.js")> {
  return import("./routes.js");
}
