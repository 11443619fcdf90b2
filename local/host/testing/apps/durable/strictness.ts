import * as df from "durable-functions";

const hourMs = 60 * 60 * 1000;

/** One timer over several Task.any: the trap of durable-js issue 574. */
df.app.orchestration("ReusesTimer", function* (context) {
  const timer = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + hourMs));
  for (let round = 0; round < 2; round++) {
    yield context.df.Task.any([context.df.waitForExternalEvent("Go"), timer]);
  }
  timer.cancel();
  return (yield context.df.callActivity("Echo", "after")) as string;
});

df.app.orchestration("LeavesEventUnread", function* (context) {
  const { round } = context.df.getInput<{ round: number }>();
  if (round > 0) return "second round";
  yield context.df.waitForExternalEvent("Go");
  context.df.continueAsNew({ round: round + 1 });
  return undefined;
});

/** Calls another activity on each execution of its code: what a change of code would do to a running instance. */
let executions = 0;
df.app.orchestration("ChangesItsMind", function* (context) {
  executions++;
  yield context.df.callActivity(executions === 1 ? "Echo" : "Add", { a: 1, b: 1 });
  return "done";
});

df.app.orchestration("SetsLargeStatus", function* (context) {
  context.df.setCustomStatus("x".repeat(context.df.getInput<number>()));
  return (yield context.df.callActivity("Echo", 1)) as number;
});

df.app.orchestration("SetsEmptyStatus", function* (context) {
  context.df.setCustomStatus({ stage: "one" });
  yield context.df.callActivity("Echo", 1);
  context.df.setCustomStatus(undefined);
  return (yield context.df.callActivity("Echo", 2)) as number;
});

df.app.orchestration("CallsNobody", function* (context) {
  yield context.df.callActivity("Nobody");
});

df.app.orchestration("StartsBadChild", function* (context) {
  yield context.df.callSubOrchestrator("AddsHundred", 1, context.df.getInput<string>());
});

df.app.orchestration("AwaitsCanceledTimer", function* (context) {
  const timer = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + hourMs));
  timer.cancel();
  yield timer;
});

df.app.orchestration("CallsEntity", function* (context) {
  yield context.df.callEntity(new df.EntityId("counter", "one"), "get");
});

df.app.orchestration("CallsHttp", function* (context) {
  yield context.df.callHttp({ method: "GET", url: "http://127.0.0.1:1/" });
});
