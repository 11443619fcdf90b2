import assert from "node:assert/strict";
import { test } from "node:test";
import pc from "picocolors";
import { runsTable } from "./runsTable.js";

const now = new Date("2026-11-21T12:00:00.000Z");
const runs = [
  {
    runId: "exec-auth-790",
    stack: "staging-westeurope-auth",
    phase: "awaiting-approval",
    submittedAt: "2026-11-21T11:59:30.000Z",
  },
  {
    runId: "exec-auth-789",
    stack: "staging-westeurope-customernotification-t134",
    phase: "applied",
    submittedAt: "2026-11-21T08:59:00.000Z",
  },
  { runId: "exec-1", stack: "dev-westeurope-auth", phase: "failed", submittedAt: "2026-11-18T08:59:00.000Z" },
];
const table = (columns: number): string[] => runsTable(runs, now, { colors: pc.createColors(false), columns });

test("shows each run with its state and age under a heading", () => {
  assert.deepEqual(table(Infinity), [
    "run            stack                                         state              age",
    "exec-auth-790  staging-westeurope-auth                       awaiting approval  30 s",
    "exec-auth-789  staging-westeurope-customernotification-t134  applied            3 h",
    "exec-1         dev-westeurope-auth                           failed             3 d",
  ]);
});

test("fits a narrow terminal by shortening the names of stacks", () => {
  for (const line of table(80)) assert.ok(line.length <= 80, line);
  assert.match(table(80).join("\n"), /staging-westeurope-customernotification…/);
});
