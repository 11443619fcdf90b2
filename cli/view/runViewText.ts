import type { RunOutcome, RunView } from "../../shared/contracts/run.js";
import { exitCodes, type ExitCode } from "../exitCodes.js";
import type { Terminal } from "../terminal.js";
import { summaryView } from "./changeView.js";

/** A run in a few lines: what it is, where it stands, what to do next. */
export function runText(run: RunView, colors: Terminal["colors"]): string {
  const { bold, dim } = colors;
  return [
    `${bold(run.stack.component)} ${dim("in")} ${run.stack.environment}, ${run.stack.region}`,
    `  run        ${run.runId}  ${dim(`trace ${run.traceId}`)}`,
    `  stack      ${run.stack.project}/${run.stack.stack}`,
    `  asked by   ${run.requestedBy.name}, ${run.submittedAt}`,
    `  state      ${stateText(run, colors)}`,
    ...(run.changes ? [`  changes    ${summaryView(run.changes, colors)}`] : []),
    ...(run.gate ? [`  because    ${run.gate.reasons.join("; ")}`, `  pin        ${run.gate.pin.slice(0, 16)}…`] : []),
    ...(run.outcome ? outcomeLines(run.outcome, colors) : []),
  ].join("\n");
}

/** How the run stands, in its own words and colour. */
export function stateText({ status, phase }: RunView, { green, yellow, red, cyan }: Terminal["colors"]): string {
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

function outcomeLines(outcome: RunOutcome, { red, dim }: Terminal["colors"]): string[] {
  switch (outcome.kind) {
    case "failed":
      return [
        `  reason     ${red(outcome.reason)} ${dim(`(${outcome.code}, at ${outcome.stage})`)}`,
        ...outcome.diagnostics
          .filter(({ message }) => !outcome.reason.includes(message.trim()))
          .map(({ message }) => `             ${dim(message.trim())}`),
      ];
    case "blocked":
      return [`  reason     ${red(outcome.reasons.join("; "))}`];
    case "declined":
      return outcome.decision.kind === "rejected"
        ? [`  reason     ${outcome.decision.by.name}: ${outcome.decision.reason}`]
        : [];
    case "invalid":
      return outcome.faults.map(({ detail }) => `  reason     ${red(detail)}`);
    case "applied":
    case "unchanged":
    case "expired":
    case "cancelled":
      return [];
  }
}
