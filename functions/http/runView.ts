import type { RunInput, RunOutcome, RunView } from "../../shared/contracts/run.js";
import { onItsStack } from "../durable/onItsStack.js";
import type { LiveRun } from "../durable/runs.js";

/** A run as people and programs see it: what was asked, where it stands, how it ended. */
export function runView(submitted: RunInput, live: LiveRun): RunView {
  const run = onItsStack(submitted, live);
  const self = `/api/runs/${run.runId}`;
  const base = {
    runId: run.runId,
    traceId: run.traceId,
    stack: run.stack,
    ...(run.movedFrom ? { movedFrom: run.movedFrom } : {}),
    blueprintId: run.blueprintId,
    requestedBy: run.requestedBy,
    submittedAt: run.submittedAt,
    links: {
      self,
      events: `${self}/events`,
      artifacts: `${self}/artifacts`,
      decision: `${self}/decision`,
      cancel: `${self}/cancel`,
    },
  };
  switch (live.kind) {
    case "unknown":
      return { ...base, status: "NotStarted", phase: "submitted" };
    case "lost":
      return {
        ...base,
        status: "Failed",
        phase: live.runtimeStatus.toLowerCase(),
        finishedAt: live.atIso,
        trouble: live.reason,
      };
    case "ended":
      return {
        ...base,
        status: statusOf(live.outcome),
        phase: live.outcome.kind,
        finishedAt: live.atIso,
        outcome: live.outcome,
        ...("changes" in live.outcome ? { changes: live.outcome.changes } : {}),
      };
    case "running": {
      const { status } = live;
      if (!status) return { ...base, status: "Running", phase: "submitted" };
      const { stage, round, pin, reasons = [], changes, gateExpiresAt, cost } = status;
      const isWaiting = stage === "gate" && pin !== undefined && gateExpiresAt !== undefined;
      return {
        ...base,
        status: "Running",
        phase: isWaiting ? "awaiting-approval" : stage,
        ...(isWaiting ? { gate: { pin, round, reasons, expiresAt: gateExpiresAt } } : {}),
        ...(cost ? { cost } : {}),
        ...(changes ? { changes } : {}),
      };
    }
  }
}

function statusOf(outcome: RunOutcome): RunView["status"] {
  switch (outcome.kind) {
    case "applied":
    case "unchanged":
      return "Succeeded";
    case "cancelled":
    case "declined":
    case "expired":
      return "Canceled";
    case "invalid":
    case "blocked":
    case "failed":
      return "Failed";
  }
}
