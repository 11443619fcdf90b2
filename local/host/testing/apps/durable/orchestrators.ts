import * as df from "durable-functions";

const dayMs = 24 * 60 * 60 * 1000;

df.app.orchestration("Sequence", function* (context) {
  let sum = 0;
  for (let step = 0; step < 5; step++) sum = (yield context.df.callActivity("Add", { a: sum, b: 1 })) as number;
  return sum;
});

df.app.orchestration("FanOut", function* (context) {
  const count = context.df.getInput<number>();
  const tasks = Array.from({ length: count }, (_, index) => context.df.callActivity("Add", { a: index, b: 1 }));
  const sums = (yield context.df.Task.all(tasks)) as number[];
  return sums.reduce((total, each) => total + each, 0);
});

df.app.orchestration("RetriesInParallel", function* (context) {
  const options = new df.RetryOptions(10, 4);
  const tasks = ["a", "b", "c"].map((key) =>
    context.df.callActivityWithRetry("FailsTwice", options, `${context.df.instanceId}-${key}`),
  );
  const results = (yield context.df.Task.all(tasks)) as string[];
  const tail = (yield context.df.callActivity("Echo", "tail")) as string;
  return [...results, tail];
});

df.app.orchestration("ExhaustsRetries", function* (context) {
  try {
    yield context.df.callActivityWithRetry("Fails", new df.RetryOptions(5, 2));
  } catch {
    return (yield context.df.callActivity("Echo", "after the last attempt")) as string;
  }
  return "unreachable";
});

df.app.orchestration("CatchesFailures", function* (context) {
  const caught: unknown[] = [];
  for (const name of ["Fails", "FailsCoded"]) {
    try {
      yield context.df.callActivity(name);
    } catch (error) {
      if (error instanceof df.TaskFailedError) caught.push(error.failureDetails.properties);
      else caught.push((error as Error).message.split("\n")[0]);
    }
  }
  try {
    yield context.df.callSubOrchestrator("Throws");
  } catch (error) {
    caught.push((error as Error).message.split("\n")[0]);
  }
  return caught;
});

df.app.orchestration("Throws", function* () {
  throw new Error("no way");
});

df.app.orchestration("AddsHundred", function* (context) {
  return (yield context.df.callActivity("Add", { a: context.df.getInput<number>(), b: 100 })) as number;
});

df.app.orchestration("CallsChild", function* (context) {
  return (yield context.df.callSubOrchestrator("AddsHundred", 1, `${context.df.instanceId}-child`)) as number;
});

df.app.orchestration("RetriesChild", function* (context) {
  try {
    yield context.df.callSubOrchestratorWithRetry("Throws", new df.RetryOptions(5, 2));
  } catch {
    return "child failed twice";
  }
  return "unreachable";
});

/** Waits for `Approve` or for the time in its input, in milliseconds. */
df.app.orchestration("Gate", function* (context) {
  const { waitMs } = context.df.getInput<{ waitMs: number }>();
  const timer = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + waitMs));
  const event = context.df.waitForExternalEvent("Approve");
  context.df.setCustomStatus({ stage: "gate" });
  const first = (yield context.df.Task.any([event, timer])) as df.Task;
  if (first === timer) return "expired";
  timer.cancel();
  return event.result;
});

df.app.orchestration("ReadsLater", function* (context) {
  yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 100));
  const first = (yield context.df.waitForExternalEvent("E")) as number;
  const second = (yield context.df.waitForExternalEvent("E")) as number;
  return [first, second];
});

df.app.orchestration("CountsDown", function* (context) {
  const { left, seen } = context.df.getInput<{ left: number; seen: number[] }>();
  const now = (yield context.df.callActivity("Echo", left)) as number;
  if (left === 0) return [...seen, now];
  context.df.continueAsNew({ left: left - 1, seen: [...seen, now] });
  return undefined;
});

df.app.orchestration("WaitsForGo", function* (context) {
  return (yield context.df.waitForExternalEvent("Go")) as unknown;
});

df.app.orchestration("WaitsTenDays", function* (context) {
  yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 10 * dayMs));
  return "ten days later";
});

df.app.orchestration("ReturnsEarly", function* (context) {
  const timer = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 300));
  yield context.df.Task.any([timer, context.df.callActivity("Echo", 1)]);
  return "returned";
});

df.app.orchestration("TellsTime", function* (context) {
  const before = context.df.currentUtcDateTime.getTime();
  yield context.df.createTimer(new Date(before + 50));
  return { before, after: context.df.currentUtcDateTime.getTime(), replays: context.df.isReplaying };
});

/** The steps that the crash tests kill: activities, a timer, an event, a child, an end. */
df.app.orchestration("AllSteps", function* (context) {
  const one = (yield context.df.callActivity("Add", { a: 0, b: 1 })) as number;
  yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 5));
  const hundred = (yield context.df.callSubOrchestrator(
    "AddsHundred",
    one,
    `${context.df.instanceId}-child`,
  )) as number;
  const go = (yield context.df.waitForExternalEvent("Go")) as number;
  return hundred + go;
});

df.app.orchestration("WaitsThen", function* (context) {
  context.df.setCustomStatus("waiting");
  yield context.df.callActivity("Waits", 700);
  return "done";
});

/** Collects three events, one per execution. */
df.app.orchestration("CollectsThree", function* (context) {
  const seen = context.df.getInput<number[]>();
  const next = (yield context.df.waitForExternalEvent("Go")) as number;
  if (seen.length === 2) return [...seen, next];
  context.df.continueAsNew([...seen, next]);
  return undefined;
});

/** Two rounds of the same race, each with a wait and a timer of its own; then a step, and a last wait. */
df.app.orchestration("AsksAgain", function* (context) {
  const heard: unknown[] = [];
  for (const waitMs of [30, 60_000]) {
    const timer = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + waitMs));
    const event = context.df.waitForExternalEvent("Approve");
    context.df.setCustomStatus({ round: heard.length });
    const first = (yield context.df.Task.any([event, timer])) as df.Task;
    if (first === event) timer.cancel();
    heard.push(first === event ? event.result : "nothing");
  }
  context.df.setCustomStatus({ round: "busy" });
  yield context.df.callActivity("Waits", 150);
  const timer = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 30));
  const event = context.df.waitForExternalEvent("Approve");
  const first = (yield context.df.Task.any([event, timer])) as df.Task;
  if (first === event) timer.cancel();
  return [...heard, first === event ? event.result : "nothing"];
});

/** A race that is lost once and won the second time, and one step after it. */
df.app.orchestration("AsksTwice", function* (context) {
  for (const waitMs of [30, 60_000]) {
    const timer = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + waitMs));
    const event = context.df.waitForExternalEvent("Approve");
    context.df.setCustomStatus({ waitMs });
    const first = (yield context.df.Task.any([event, timer])) as df.Task;
    if (first === event) timer.cancel();
  }
  return (yield context.df.callActivity("Echo", "went on")) as string;
});

df.app.orchestration("TellsTraces", function* (context) {
  const below = context.df.getInput<number>();
  const own = (yield context.df.callActivity("TellsTrace")) as string;
  if (below === 0) return [own];
  return [own, ...((yield context.df.callSubOrchestrator("TellsTraces", below - 1)) as string[])];
});
