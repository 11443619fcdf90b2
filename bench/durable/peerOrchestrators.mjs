// The orchestrators of bench/durable/app once more, in the peer's words: async generators, which its executor asks for.
import { whenAny } from "@microsoft/durabletask-js";

export async function* sequence(context) {
  let sum = 0;
  for (let step = 0; step < 5; step++) sum = yield context.callActivity("AddOne", sum);
  return sum;
}

export async function* waits(context) {
  yield context.callActivity("ReadGate");
  context.setCustomStatus("gate");
  const oneDaySeconds = 24 * 60 * 60;
  yield whenAny([context.waitForExternalEvent("wake"), context.createTimer(oneDaySeconds)]);
}
