import type { EventGridEvent, InvocationContext } from "@azure/functions";
import * as df from "durable-functions";
import type { Application } from "../application.js";
import { durableRuns } from "../durable/runs.js";

/** The Event Grid trigger: one function for all three events that ask for a stack. */
export function registerEvents(application: () => Promise<Application>): void {
  df.app.client.generic("provisionOnEvent", {
    trigger: { type: "eventGridTrigger", name: "event" },
    handler: async (event: EventGridEvent, client: df.DurableClient, context: InvocationContext) => {
      const [app, { provisionOnEvent }] = await Promise.all([application(), import("./provisionOnEvent.js")]);
      const taken = await provisionOnEvent(app, durableRuns(client), event);
      context.info(`event ${event.id}: ${taken}`);
    },
  });
}
