import type { InvocationContext } from "@azure/functions";
import * as df from "durable-functions";
import type { z } from "zod";
import { steps } from "../orchestrations/steps.js";
import type { StepInput, StepName, StepResult } from "../orchestrations/stepResult.js";
import type { Application } from "./application.js";
import { observeStep } from "./observeStep.js";

/** Binds a step to its activity; the only place that parses, times, traces and logs activity traffic. */
export function registerActivity<Name extends StepName>(
  application: () => Promise<Application>,
  step: Name,
  activity: (app: Application) => Promise<(input: StepInput<Name>) => Promise<StepResult<Name>>>,
): void {
  const spec: { name: string; input: z.ZodType; output: z.ZodType } = steps[step];
  df.app.activity(spec.name, {
    handler: async (raw: unknown, context: InvocationContext) => {
      const app = await application();
      const startMs = Date.now();
      const input = spec.input.parse(raw) as StepInput<Name>;
      const run = await activity(app);
      try {
        const result = spec.output.parse(await run(input));
        observeStep(app.telemetry, step, { input, result, startMs, endMs: Date.now() });
        return result;
      } catch (error) {
        // The fault goes on to the orchestrator, which ends the run; here it leaves its details.
        context.error(`${spec.name} failed:`, error);
        throw error;
      }
    },
  });
}
