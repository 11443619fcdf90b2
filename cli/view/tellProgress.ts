import type { RunProgress } from "../../shared/contracts/run.js";
import type { Terminal } from "../terminal.js";
import { isCloudResource, shortType } from "./changeView.js";

/** Room for most types, so that names stand in a column while lines come one by one. */
const typeWidth = 38;

/** Tells one thing that happened to a run, if it is one that people follow. */
export function tellProgress(progress: RunProgress, out: Terminal): void {
  if (progress.kind === "resource") tellResource(progress, out);
  if (progress.kind === "diagnostic" && progress.diagnostic.severity !== "info") {
    const { severity, message } = progress.diagnostic;
    const paint = severity === "error" ? out.colors.red : out.colors.yellow;
    out.line(`  ${paint(severity)} ${message.trim()}`);
  }
}

function tellResource(progress: Extract<RunProgress, { kind: "resource" }>, out: Terminal): void {
  const { operation, op, type, name, state, durationMs } = progress;
  if (operation !== "apply" || op === "same" || !isCloudResource(type)) return;
  const { green, red, dim } = out.colors;
  const label = `${op.padEnd(7)} ${shortType(type).padEnd(typeWidth)}  ${name}`;
  const took = durationMs === undefined ? "" : dim(`  ${(durationMs / 1000).toFixed(1)} s`);
  if (state === "started") out.transient(`  … ${label}`);
  if (state === "done") out.line(`  ${green("✓")} ${label}${took}`);
  if (state === "failed") out.line(`  ${red("✗")} ${label}${took}`);
}
