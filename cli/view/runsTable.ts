import type { RunPage } from "../../shared/contracts/answers.js";
import type { Terminal } from "../terminal.js";

type Row = Pick<RunPage["value"][number], "runId" | "stack" | "phase" | "submittedAt">;

/** Runs as a table that fits the terminal: what gives way when it is narrow is the stack's name. */
export function runsTable(
  runs: readonly Row[],
  now: Date,
  { colors, columns }: Pick<Terminal, "colors" | "columns">,
): string[] {
  const rows = runs.map(({ runId, stack, phase, submittedAt }) => ({
    run: runId,
    stack,
    state: phase.replaceAll("-", " "),
    age: ageOf(new Date(submittedAt), now),
    paint: painterOf(phase, colors),
  }));
  const width = (field: "run" | "stack" | "state" | "age"): number =>
    Math.max(field.length, ...rows.map((row) => row[field].length));
  const others = width("run") + width("state") + width("age") + 3 * gap.length;
  const stackWidth = Math.min(width("stack"), Math.max(12, columns - others));
  const line = (run: string, stack: string, state: string, age: string): string =>
    [run.padEnd(width("run")), shortened(stack, stackWidth).padEnd(stackWidth), state, age].join(gap).trimEnd();
  return [
    colors.dim(line("run", "stack", "state".padEnd(width("state")), "age")),
    ...rows.map(({ run, stack, state, age, paint }) =>
      line(run, stack, paint(state.padEnd(width("state"))), colors.dim(age)),
    ),
  ];
}

const gap = "  ";

const succeeded: readonly string[] = ["applied", "unchanged"];
const failed: readonly string[] = ["failed", "invalid", "blocked"];
const waits: readonly string[] = ["awaiting-approval", "declined", "expired", "cancelled"];

function painterOf(phase: string, { green, red, yellow, cyan }: Terminal["colors"]): (text: string) => string {
  if (succeeded.includes(phase)) return green;
  if (failed.includes(phase)) return red;
  return waits.includes(phase) ? yellow : cyan;
}

function shortened(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}

const units = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
] as const;

/** How long ago something was, in its largest unit: `3 h`. */
function ageOf(then: Date, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - then.getTime()) / 1000));
  const unit = units.find(([, length]) => seconds >= length);
  return unit ? `${Math.floor(seconds / unit[1])} ${unit[0]}` : `${seconds} s`;
}
