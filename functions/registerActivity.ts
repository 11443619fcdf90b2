import type { InvocationContext } from "@azure/functions";
import * as df from "durable-functions";
import type { z } from "zod";
import { steps } from "../orchestrations/steps.js";
import type { StepName } from "../orchestrations/stepResult.js";
import type { Application } from "./application.js";
import { observeStep } from "./observeStep.js";

/** Binds a step to its activity; the only place that parses, times, traces and logs activity traffic. */
export function registerActivity(application: () => Promise<Application>, step: StepName): void {
  df.app.activity(steps[step].name, {
    handler: async (raw: unknown, context: InvocationContext) => {
      try {
        return await performStep(await application(), step, raw, context);
      } catch (error) {
        // The fault goes on to the orchestrator, which ends the run; here it leaves its details.
        context.error(`${steps[step].name} failed:`, error);
        throw error;
      }
    },
  });
}

async function performStep(
  app: Application,
  step: StepName,
  raw: unknown,
  context: InvocationContext,
): Promise<unknown> {
  const spec: { input: z.ZodType; output: z.ZodType } = steps[step];
  const { activities } = await import("./activities.js");
  const startMs = Date.now();
  const input = spec.input.parse(raw);
  // Name by name the two fit; over all names at once the compiler cannot say so.
  const perform = activities[step](app) as (input: unknown) => Promise<unknown>;
  const result = spec.output.parse(await perform(input));
  try {
    observeStep(app.telemetry, step, { input, result, startMs, endMs: Date.now() });
  } catch (error) {
    context.error(`${steps[step].name} is done, but could not be told of:`, error); // no reason to do it again
  }
  return result;
}
