import type { PlanStep } from "../contracts/change.js";
import type { Drift } from "../contracts/evidence.js";

/** What whoever decides should know of each resource that is no longer as the stack's last run left it. */
export function driftReasons(drift: Drift | undefined): string[] {
  switch (drift?.kind) {
    case "found":
      return drift.steps.map(inWords);
    case "unknown":
      return [`it is not known whether the stack was changed outside of runs: ${drift.reason}`];
    case "none":
    case undefined:
      return [];
  }
}

function inWords({ name, op, changes }: PlanStep): string {
  if (op === "delete") return `${name} is gone from the cloud, though no run deleted it`;
  const paths = [...new Set(changes.map(({ path }) => path))];
  const shown = paths.slice(0, 3).join(", ") + (paths.length > 3 ? ` and ${paths.length - 3} more` : "");
  return `${name} was changed outside of runs${shown === "" ? "" : ` (${shown})`}`;
}
