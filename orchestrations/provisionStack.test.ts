import assert from "node:assert/strict";
import { test } from "node:test";
import type { Decision } from "../shared/contracts/decision.js";
import type { RunInput } from "../shared/contracts/run.js";
import { drive, type Script } from "../test/kit/drive.js";
import { provisionStack } from "./provisionStack.js";

const sha = "a".repeat(64);
const ref = (name: string) => ({ name, sha256: sha, bytes: 1 });
const person = { id: "ada@house.test", name: "Ada", kind: "person" } as const;
const run: RunInput = {
  version: 1,
  runId: "exec-1",
  folder: "runs/2026/11/exec-1",
  request: ref("request.json"),
  stack: {
    project: "authservice-westeurope",
    stack: "staging-westeurope-auth",
    label: "staging-westeurope",
    path: "infrastructure/stacks/authservice/staging/westeurope",
    component: "AuthService",
    environment: "staging",
    region: "westeurope",
  },
  traceId: "trace-1",
  blueprintId: "blueprint-1",
  requestedBy: person,
  submittedAt: "2026-11-21T09:00:00.000Z",
  gateMinutes: 60 * 24 * 3,
};
const changes = { create: 2, update: 0, replace: 0, delete: 0, same: 0 };
const pin = { pin: sha, render: "r", plan: "p", state: "s", policy: "q", engine: "e" };
const previewed = (round: number, over: object = {}) => ({
  kind: "previewed",
  round,
  preview: ref(`preview-${round}.json`),
  updatePlan: ref(`plan-${round}.json`),
  pin,
  changes,
  isUnchanged: false,
  ...over,
});
const otherPin = "b".repeat(64);
const at = "2026-11-21T10:00:00.000Z";
const approved: Decision = {
  kind: "approved",
  pin: sha,
  by: { id: "grace@house.test", name: "Grace", kind: "person" },
  reason: "fine",
  at,
};

const happy: Script["activities"] = {
  "run.validate": () => ({ kind: "valid" }),
  "run.plan": () => ({ kind: "planned", plan: ref("plan.json"), resourcePlan: ["AKS"] }),
  "run.render": () => ({ kind: "rendered", rendered: ref("rendered.json") }),
  "run.preview": ({ round }: { round: number }) => previewed(round),
  "run.assess": () => ({ kind: "needs-approval", reasons: ["a person decides"] }),
  "run.announce": () => ({ announced: true }),
  "run.readGate": (_: never, calls: number) =>
    calls === 0 ? { kind: "open" } : { kind: "decided", decision: approved },
  "run.closeGate": ({ decision }: { decision: Decision }) => decision,
  "run.apply": () => ({ kind: "applied", applied: ref("applied.json"), changes, resourceCount: 2 }),
  "run.verify": () => ({ findings: [] }),
  "run.archive": () => ({ record: ref("run.json") }),
  "run.publish": () => ({ published: 1 }),
};
const play = (over: Script["activities"] = {}, events: unknown[] = [{}]) =>
  drive(provisionStack, {
    input: run,
    now: new Date("2026-11-21T09:00:00.000Z"),
    activities: { ...happy, ...over },
    events,
  });

test("schedules exactly the steps of the process picture [CP-077]", () => {
  assert.deepEqual(play().scheduled, [
    "run.validate",
    "run.plan",
    "run.render",
    "run.preview",
    "run.assess",
    "run.announce",
    "run.readGate",
    "timer",
    "timer cancelled",
    "run.readGate",
    "run.apply",
    "run.verify",
    "run.archive",
    "run.publish",
  ]);
});

const failed = { kind: "failed", code: "provider-failed", reason: "no", diagnostics: [], mayRetry: false };
const endings: [string, Script["activities"], string, unknown[]?][] = [
  ["applies what was approved [CP-079, CP-163]", {}, "applied"],
  [
    "applies without a person when policy agrees [CP-079]",
    { "run.assess": () => ({ kind: "proceed", reasons: ["asked"] }) },
    "applied",
  ],
  [
    "ends invalid and starts nothing when the request is refused",
    { "run.validate": () => ({ kind: "invalid", faults: [] }) },
    "invalid",
  ],
  ["ends invalid when no plan can be made", { "run.plan": () => ({ kind: "invalid", faults: [] }) }, "invalid"],
  [
    "ends unchanged when the preview finds nothing to do [CP-173]",
    { "run.preview": ({ round }: { round: number }) => previewed(round, { isUnchanged: true }) },
    "unchanged",
  ],
  [
    "ends blocked when policy forbids the plan",
    { "run.assess": () => ({ kind: "blocked", reasons: ["too much"] }) },
    "blocked",
  ],
  [
    "ends declined when a person rejects, without an apply [CP-164]",
    { "run.readGate": () => ({ kind: "decided", decision: { ...approved, kind: "rejected" } }) },
    "declined",
  ],
  ["ends expired when nobody decides [CP-078]", { "run.readGate": () => ({ kind: "open" }) }, "expired", []],
  [
    "lets a decision that was recorded first win over the deadline",
    { "run.readGate": () => ({ kind: "open" }), "run.closeGate": () => approved },
    "applied",
    [],
  ],
  ["ends cancelled at the gate", { "run.readGate": () => ({ kind: "cancelled", by: person }) }, "cancelled"],
  ["ends failed when the preview fails", { "run.preview": () => failed }, "failed"],
  ["ends failed when the apply fails", { "run.apply": () => failed }, "failed"],
  [
    "ends failed when the result does not verify [CP-081]",
    { "run.verify": () => ({ findings: ["tag missing"] }) },
    "failed",
  ],
  ["ends failed when an activity throws", { "run.render": () => new Error("disk gone\n at file.js:1") }, "failed"],
];
for (const [title, over, kind, events] of endings)
  test(title, () => {
    const { result, scheduled } = play(over, events);
    assert.equal(result.kind, kind);
    assert.deepEqual(scheduled.slice(-2), ["run.archive", "run.publish"], "every ending is archived and published");
    if (kind !== "applied" && !("run.apply" in over) && !("run.verify" in over))
      assert.ok(!scheduled.includes("run.apply"));
  });

const elsewhere = {
  ...run.stack,
  project: "authservice-northeurope",
  stack: "staging-northeurope-auth",
  label: "staging-northeurope",
  path: "infrastructure/stacks/authservice/staging/northeurope",
  region: "northeurope",
};
const unavailable = { ...failed, code: "region-unavailable", reason: "no room in westeurope" };
const northPin = { ...pin, pin: otherPin };
/** A run whose request names northeurope to fall back to. */
const withFallback: Script["activities"] = {
  "run.plan": () => ({
    kind: "planned",
    plan: ref("plan.json"),
    resourcePlan: ["AKS"],
    fallbackRegion: "northeurope",
  }),
  "run.fallBack": () => ({
    kind: "planned",
    plan: ref("plan-northeurope.json"),
    resourcePlan: ["AKS"],
    stack: elsewhere,
  }),
  "run.render": ({ plan }: { plan: { name: string } }) => ({
    kind: "rendered",
    rendered: ref(`rendered-${plan.name}`),
  }),
};
const inWest = ({ run }: { run: RunInput }): boolean => run.stack.region === "westeurope";
const failsInWest: Script["activities"] = {
  ...withFallback,
  "run.preview": (input: { run: RunInput; round: number }) =>
    inWest(input) ? unavailable : previewed(input.round, { pin: northPin }),
  "run.readGate": () => ({ kind: "decided", decision: { ...approved, pin: otherPin } }),
};
const told = (inputs: Readonly<Record<string, unknown[]>>, step: string) => inputs[step] as { run: RunInput }[];

test("plans again in the fallback region that a request names, and asks anew before it applies there [CP-083, CP-111, CP-172]", () => {
  const { result, scheduled, inputs } = play(failsInWest);
  assert.equal(result.kind, "applied");
  assert.deepEqual(scheduled, [
    ...["run.validate", "run.plan", "run.render", "run.preview"],
    ...["run.fallBack", "run.render", "run.preview", "run.assess", "run.announce", "run.readGate"],
    ...["run.apply", "run.verify", "run.archive", "run.publish"],
  ]);
  const { region, reason, retryAttempt } = inputs["run.fallBack"]?.[0] as Record<string, unknown>;
  assert.deepEqual([region, reason, retryAttempt], ["northeurope", "no room in westeurope", 1]);
});

test("tells every step after the fallback of the stack that it works on, and shows it", () => {
  const { inputs, statuses } = play(failsInWest);
  for (const step of ["run.assess", "run.announce", "run.readGate", "run.apply", "run.verify", "run.archive"])
    for (const { run: said } of told(inputs, step))
      assert.deepEqual([said.stack, said.movedFrom], [elsewhere, run.stack], step);
  const { plan, rendered } = inputs["run.apply"]?.[0] as Record<"plan" | "rendered", { name: string }>;
  assert.deepEqual([plan.name, rendered.name], ["plan-northeurope.json", "rendered-plan-northeurope.json"]);
  const shown = (statuses as { stage: string; round: number; stack?: object }[]).map(
    ({ stage, round, stack }) => [stage, round, stack !== undefined] as const,
  );
  assert.deepEqual(shown.slice(0, 5), [
    ["validate", 0, false],
    ["plan", 0, false],
    ["render", 0, false],
    ["preview", 1, false],
    ["plan", 1, false],
  ]);
  assert.deepEqual(shown.slice(5, 8), [
    ["render", 1, true],
    ["preview", 2, true],
    ["assess", 2, true],
  ]);
  assert.deepEqual(shown.at(-1), ["archive", 2, true]);
});

test("falls back after an apply that changed nothing, and lets no approval of the first plan hold for the second", () => {
  const { result, inputs, scheduled } = play({
    ...withFallback,
    "run.preview": (input: { run: RunInput; round: number }) =>
      previewed(input.round, inWest(input) ? {} : { pin: northPin }),
    "run.readGate": () => ({ kind: "decided", decision: approved }),
    "run.apply": () => unavailable,
  });
  assert.equal(scheduled.filter((step) => step === "run.apply").length, 1, "the decision is about the first plan");
  assert.equal(result.kind === "failed" && result.code, "plan-stale");
  const { work } = inputs["run.archive"]?.[0] as {
    work: Record<string, unknown> & { before: Record<string, unknown> };
  };
  assert.equal(work["decision"], undefined);
  const { plan, decision, outcome } = work.before;
  assert.deepEqual([plan, decision], [ref("plan.json"), approved]);
  assert.deepEqual((outcome as { code: string }).code, "region-unavailable");
});

test("asks policy about the plan in the fallback region too, which may refuse it", () => {
  const { result, scheduled } = play({
    ...failsInWest,
    "run.assess": (input: { run: RunInput }) =>
      inWest(input) ? { kind: "proceed", reasons: [] } : { kind: "blocked", reasons: ["not there"] },
  });
  assert.deepEqual(result, { kind: "blocked", reasons: ["not there"] });
  assert.equal(scheduled.includes("run.apply"), false);
});

const stuck: [string, number, Script["activities"]][] = [
  ["the request names no fallback region", 0, { "run.preview": () => unavailable }],
  ["the fallback region is unavailable too", 1, { ...withFallback, "run.preview": () => unavailable }],
  [
    "the apply had changed something",
    0,
    {
      ...withFallback,
      "run.readGate": () => ({ kind: "decided", decision: approved }),
      "run.apply": () => ({ ...unavailable, changes }),
    },
  ],
];
for (const [why, fallbacks, over] of stuck)
  test(`ends failed when the region is unavailable and ${why} [CP-083]`, () => {
    const { result, scheduled } = play(over);
    assert.equal(result.kind === "failed" && result.code, "region-unavailable");
    assert.equal(scheduled.filter((step) => step === "run.fallBack").length, fallbacks);
  });

test("leaves a quota that is used up to people, with a fallback region or without [CP-139]", () => {
  const { result, scheduled } = play({
    ...withFallback,
    "run.preview": () => ({ ...failed, code: "quota-exceeded" }),
  });
  assert.equal(result.kind === "failed" && result.code, "quota-exceeded");
  assert.equal(scheduled.includes("run.fallBack"), false);
});

test("ends failed in the first region, and says why, when the fallback region cannot take the plan", () => {
  const fault = { pointer: "#/zones", rule: "unknown-zone", detail: "UK West has no zone 1.", remedy: "Name none." };
  const { result, inputs } = play({ ...failsInWest, "run.fallBack": () => ({ kind: "invalid", faults: [fault] }) });
  assert.ok(result.kind === "failed" && result.code === "region-unavailable");
  assert.match(result.reason, /no room in westeurope .*northeurope.* UK West has no zone 1\./);
  assert.equal(told(inputs, "run.archive")[0]?.run.movedFrom, undefined);
});

test("counts a fallback as a retry of the run", () => {
  const { inputs } = play(failsInWest);
  assert.equal((inputs["run.archive"]?.[0] as { work: { retries: number } }).work.retries, 1);
});

test("goes back to the gate with a new preview when the approved plan went stale [CP-146]", () => {
  const { result, inputs } = play({
    "run.readGate": () => ({ kind: "decided", decision: approved }),
    "run.apply": (_: never, calls: number) =>
      calls === 0 ? { kind: "stale", differences: ["the stack's state"] } : happy["run.apply"]?.(undefined as never, 0),
  });
  assert.equal(result.kind, "applied");
  assert.deepEqual(
    (inputs["run.preview"] as { round: number }[]).map(({ round }) => round),
    [1, 2],
  );
});

test("gives up when the plan goes stale again and again", () => {
  const { result } = play({
    "run.readGate": () => ({ kind: "decided", decision: approved }),
    "run.apply": () => ({ kind: "stale", differences: ["the stack's state"] }),
  });
  assert.deepEqual([result.kind, result.kind === "failed" && result.code], ["failed", "plan-stale"]);
});

for (const [who, over] of [
  ["a person's", { "run.readGate": () => ({ kind: "decided", decision: { ...approved, pin: otherPin } }) }],
  [
    "the policy's",
    {
      "run.assess": () => ({ kind: "proceed", reasons: ["asked"] }),
      "run.closeGate": () => ({ ...approved, pin: otherPin }),
    },
  ],
] as const)
  test(`never applies on ${who} decision about another plan [CP-079]`, () => {
    const { result, scheduled } = play(over);
    assert.deepEqual([result.kind, result.kind === "failed" && result.code], ["failed", "plan-stale"]);
    assert.ok(!scheduled.includes("run.apply"));
  });

test("retries a transient preview failure after 15, 30 and 60 seconds, then ends failed [CP-135, CP-137]", () => {
  const { result, scheduled, timerSeconds } = play({
    "run.preview": () => ({ ...failed, code: "stack-locked", mayRetry: true }),
  });
  assert.equal(result.kind, "failed");
  assert.equal(scheduled.filter((name) => name === "run.preview").length, 4);
  assert.deepEqual(timerSeconds, [15, 30, 60]);
});

test("waits for the run that holds the stack, then applies [CP-137]", () => {
  const { result, timerSeconds } = play({
    "run.readGate": () => ({ kind: "decided", decision: approved }),
    "run.apply": (_: never, calls: number) =>
      calls === 0 ? { kind: "busy", holder: "exec-2" } : happy["run.apply"]?.(undefined as never, 0),
  });
  assert.deepEqual([result.kind, timerSeconds], ["applied", [15]]);
});

test("fails at the first attempt when trying again cannot help [CP-139]", () => {
  const { scheduled, timerSeconds } = play({ "run.preview": () => failed });
  assert.equal(scheduled.filter((name) => name === "run.preview").length, 1);
  assert.deepEqual(timerSeconds, []);
});

for (const [kind, result] of [
  ["cancelled", { kind: "cancelled", by: person, changes }],
  ["failed", { ...failed, changes }],
] as const)
  test(`says what a ${kind} apply had changed`, () => {
    const { result: outcome } = play({ "run.apply": () => result });
    assert.deepEqual([outcome.kind, "changes" in outcome && outcome.changes], [kind, changes]);
  });

test("waits in slices of a day at most and never races a timer twice", () => {
  const { result, timerSeconds } = play({ "run.readGate": () => ({ kind: "open" }) }, []);
  assert.equal(result.kind, "expired");
  assert.deepEqual(timerSeconds, [86_400, 86_400, 86_400]);
});

test("shows the gate's pin and deadline while it waits", () => {
  const gates = (play().statuses as { stage: string; gateExpiresAt?: string; pin?: string }[]).filter(
    ({ stage }) => stage === "gate",
  );
  assert.deepEqual(gates.at(-1)?.gateExpiresAt, "2026-11-24T09:00:00.000Z");
  assert.equal(gates.at(-1)?.pin, sha);
});

test("ignores a hint that changed nothing and waits on", () => {
  const reads = [{ kind: "open" }, { kind: "open" }, { kind: "decided", decision: approved }];
  const { result } = play({ "run.readGate": (_: never, calls: number) => reads[calls] }, [{ forged: "approved" }, {}]);
  assert.equal(result.kind, "applied");
});

test("shows no stack trace of a thrown fault", () => {
  const { result } = play({ "run.render": () => new Error("disk gone\n at file.js:1") });
  assert.equal(result.kind === "failed" && result.reason, "disk gone");
});

test("schedules the same actions when it is replayed", () => {
  assert.deepEqual(play(), play());
  assert.deepEqual(play(failsInWest), play(failsInWest));
});
