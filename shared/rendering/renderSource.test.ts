import assert from "node:assert/strict";
import { test } from "node:test";
import { authRequest, readKnowledge, sha256, versionsFor } from "../../test/kit/requests.js";
import type { ResolvedPlan } from "../contracts/plan.js";
import { resolvePlan } from "../planning/resolvePlan.js";
import { renderSource } from "./renderSource.js";
import { renderStack } from "./renderStack.js";

const knowledge = await readKnowledge();

function planOf(stackTraceId?: string): ResolvedPlan {
  const plan = resolvePlan(authRequest(), knowledge, sha256, stackTraceId === undefined ? {} : { stackTraceId });
  return plan.ok ? plan.value : assert.fail(JSON.stringify(plan));
}
const plan = planOf();
const bytes = (of: ResolvedPlan): string => renderStack(of, versionsFor(knowledge), sha256).digest;

const alike: [string, ResolvedPlan][] = [
  ["of another run", { ...plan, traceId: "trace-of-another-run" }],
  ["of a stack that exists", planOf(plan.tags["trace_id"])],
  ["with fewer corrections", { ...plan, corrections: [] }],
];
for (const [what, other] of alike)
  test(`is the same for the plan ${what}, which renders to the same bytes [CP-116]`, () => {
    assert.equal(renderSource(other), renderSource(plan));
    assert.equal(bytes(other), bytes(plan));
  });

test("differs with every member of a plan that rendering reads [CP-116]", () => {
  const read = new Set<string>();
  const watched = new Proxy(plan, {
    get: (target, member, receiver) => {
      if (typeof member === "string") read.add(member);
      return Reflect.get(target, member, receiver) as unknown;
    },
  });
  bytes(watched);
  assert.ok(read.size > 5, [...read].join());
  const seen = JSON.parse(renderSource(plan)) as Record<string, unknown>;
  const absent = [...read].filter((member) => member in plan && !(member in seen));
  assert.deepEqual(absent, []);
});
