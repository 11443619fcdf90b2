import { app } from "@azure/functions";
import * as df from "durable-functions";
import { provisionStack } from "../orchestrations/provisionStack.js";
import type { StepName } from "../orchestrations/stepResult.js";
import { steps } from "../orchestrations/steps.js";
import type { Application } from "./application.js";
import { orchestration } from "./durable/runs.js";
import { registerEvents } from "./eventgrid/registerEvents.js";
import { registerActivity } from "./registerActivity.js";
import { registerHttp } from "./registerHttp.js";
import { routes } from "./routes.js";
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

df.app.orchestration(orchestration, provisionStack);
for (const step of Object.keys(steps) as StepName[]) registerActivity(application, step);
for (const route of routes) registerHttp(application, route);
registerEvents(application);
registerOutboxSweep(application);
// A host that goes away must not take the last spans with it.
app.hook.appTerminate(async () => (await composed)?.close());
