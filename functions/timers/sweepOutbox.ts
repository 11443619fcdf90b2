import type { InvocationContext, Timer } from "@azure/functions";
import { app as functionApp } from "@azure/functions";
import type { Application } from "../application.js";

/** Every minute: publishes what a run wrote to the outbox and could not send itself. */
export function registerOutboxSweep(application: () => Promise<Application>): void {
  functionApp.timer("sweepOutbox", {
    schedule: "0 * * * * *",
    handler: async (_timer: Timer, context: InvocationContext) => {
      const { outbox } = await application();
      const published = await outbox.flush();
      if (published > 0) context.info(`published ${published} events that had waited in the outbox`);
    },
  });
}
