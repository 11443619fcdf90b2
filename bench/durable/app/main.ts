import * as df from "durable-functions";
import { provisionStack } from "../../../orchestrations/provisionStack.js";
import { cannedSteps } from "./cannedSteps.js";

/** Five activities, one after the other: the field's usual load. */
df.app.orchestration("Sequence", function* (context) {
  let sum = 0;
  for (let step = 0; step < 5; step++) sum = (yield context.df.callActivity("AddOne", sum)) as number;
  return sum;
});
df.app.activity("AddOne", { handler: (sum: number) => sum + 1 });

/** The product's own process with steps that answer at once: it comes to the gate and waits. */
df.app.orchestration("provisionStack", provisionStack);
for (const [name, result] of Object.entries(cannedSteps)) df.app.activity(name, { handler: () => result });
