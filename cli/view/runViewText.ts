import type { RunOutcome, RunView } from "../../shared/contracts/run.js";
import { exitCodes, type ExitCode } from "../exitCodes.js";
import type { Terminal } from "../terminal.js";
import { summaryView } from "./changeView.js";
import { costLine } from "./costView.js";
import { wrapped } from "./wrapped.js";

type Paper = Pick<Terminal, "colors" | "columns">;

/** A run in a few lines: what it is, where it stands, and why. */
export function runText(run: RunView, paper: Paper): string {
  const { bold, dim, red } = paper.colors;
  const { stack, movedFrom, gate, outcome, trouble, cost, changes } = run;
  return [
    `${bold(stack.component)} ${dim("in")} ${stack.environment}, ${stack.region}`,
    field("run", `${run.runId}  ${dim(`trace ${run.traceId}`)}`),
    field("stack", `${stack.project}/${stack.stack}`),
    ...(movedFrom ? [field("instead of", `${movedFrom.region}, which is unavailable`)] : []),
    field("asked by", `${run.requestedBy.name}, ${run.submittedAt}`),
    field("state", stateText(run, paper.colors)),
    ...(changes ? [field(isCutShort(outcome) ? "changed" : "changes", summaryView(changes, paper.colors))] : []),
    ...(cost ? [field("cost", costLine(cost))] : []),
    ...(gate ? gate.reasons.map((reason, index) => field(index === 0 ? "because" : "", fit(reason, paper))) : []),
    ...(gate ? [field("pin", `${gate.pin.slice(0, 16)}…`)] : []),
    ...(gate?.expiresAt ? [field("open until", gate.expiresAt)] : []),
    ...(outcome ? outcomeLines(outcome, paper) : []),
    ...(trouble ? [field("reason", red(fit(trouble, paper)))] : []),
  ].join("\n");
}

/** Where values begin. */
const indent = 13;

const field = (name: string, value: string): string => `  ${name.padEnd(indent - 2)}${value}`;

const fit = (text: string, { columns }: Paper): string => wrapped(text, columns, indent);

/** Whether what changed is not all that was to change. */
function isCutShort(outcome: RunOutcome | undefined): boolean {
  return outcome?.kind === "failed" || outcome?.kind === "cancelled";
}

/** How the run stands, in its own words and colour. */
function stateText({ status, phase }: RunView, { green, yellow, red, cyan }: Terminal["colors"]): string {
  if (phase === "awaiting-approval") return yellow("waits for approval");
  const paint = { NotStarted: cyan, Running: cyan, Succeeded: green, Failed: red, Canceled: yellow }[status];
  return paint(phase);
}

/** The exit code that tells how a run stands. */
export function exitCodeOf({ status, phase }: RunView): ExitCode {
  if (phase === "awaiting-approval") return exitCodes.waiting;
  switch (status) {
    case "Succeeded":
      return exitCodes.success;
    case "Canceled":
      return exitCodes.declined;
    case "Failed":
      return exitCodes.failure;
    case "NotStarted":
    case "Running":
      return exitCodes.waiting;
  }
}

function outcomeLines(outcome: RunOutcome, paper: Paper): string[] {
  const { red, yellow, dim } = paper.colors;
  switch (outcome.kind) {
    case "failed":
      return [
        field("reason", red(fit(outcome.reason, paper))),
        field("at", `${outcome.stage}, ${outcome.code}`),
        ...outcome.diagnostics
          .filter(({ message }) => !outcome.reason.includes(message.trim()))
          .map(({ message }) => field("", dim(fit(message.trim(), paper)))),
      ];
    case "blocked":
      return outcome.reasons.map((reason) => field("reason", red(fit(reason, paper))));
    case "declined":
      return outcome.decision.kind === "rejected"
        ? [field("reason", fit(`${outcome.decision.by.name}: ${outcome.decision.reason}`, paper))]
        : [];
    case "invalid":
      return outcome.faults.map(({ detail }) => field("reason", red(fit(detail, paper))));
    case "cancelled":
      return outcome.by ? [field("by", outcome.by.name)] : [];
    case "expired":
      return [field("reason", "nobody decided before the gate closed")];
    case "unchanged":
      return (outcome.drift ?? []).map((text) => field("drift", yellow(fit(text, paper))));
    case "applied":
      return [];
  }
}
