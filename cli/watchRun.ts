import { z } from "zod";
import { RunProgress, RunView } from "../shared/contracts/run.js";
import type { Api } from "./api.js";
import type { Terminal } from "./terminal.js";
import { isCloudResource, shortType } from "./view/changeView.js";

const pollMs = 300;

/** Room for most types, so that names stand in a column while lines come one by one. */
const typeWidth = 38;

const Feed = z.object({ value: z.array(RunProgress), next: z.int() });

/**
 * Follows a run until it ends or waits for a person, telling each thing as it happens.
 * @param until which waits to pass over: a gate that is just being answered still shows for a moment.
 */
export async function watchRun(
  api: Api,
  runId: string,
  out: Terminal,
  options: { readonly passGate?: string } = {},
): Promise<RunView> {
  let position = 0;
  let phase = "";
  for (;;) {
    const run = RunView.parse((await api.call("GET", `/api/runs/${runId}`)).json);
    const feed = Feed.parse((await api.call("GET", `/api/runs/${runId}/events?after=${position}`)).json);
    position = feed.next;
    for (const progress of feed.value) tell(progress, out);

    const waits = run.gate !== undefined && run.gate.pin !== options.passGate;
    if (run.phase !== phase && !run.finishedAt && !waits)
      out.line(`${out.colors.cyan("●")} ${phaseWords[run.phase] ?? run.phase}`);
    phase = run.phase;
    if (run.finishedAt !== undefined || waits) return run;
    out.transient(out.colors.dim(`  … ${run.phase}`));
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

const phaseWords: Readonly<Record<string, string>> = {
  submitted: "submitted",
  validate: "checking the request",
  plan: "deciding names, tags and sizes",
  render: "rendering the stack",
  preview: "previewing with the engine",
  assess: "asking the policy",
  gate: "at the gate",
  "awaiting-approval": "at the gate",
  apply: "applying what was approved",
  verify: "verifying what was made",
  archive: "archiving and publishing",
};

function tell(progress: RunProgress, out: Terminal): void {
  const { green, red, dim, yellow } = out.colors;
  if (
    progress.kind === "resource" &&
    progress.operation === "apply" &&
    progress.op !== "same" &&
    isCloudResource(progress.type)
  ) {
    const label = `${shortType(progress.type).padEnd(typeWidth)}  ${progress.name}`;
    const took = progress.durationMs === undefined ? "" : dim(`  ${(progress.durationMs / 1000).toFixed(1)} s`);
    if (progress.state === "started") out.transient(dim(`  … ${progress.op} ${label}`));
    if (progress.state === "done") out.line(`  ${green("✓")} ${progress.op.padEnd(7)} ${label}${took}`);
    if (progress.state === "failed") out.line(`  ${red("✗")} ${progress.op.padEnd(7)} ${label}${took}`);
  }
  if (progress.kind === "diagnostic" && progress.diagnostic.severity !== "info") {
    const paint = progress.diagnostic.severity === "error" ? red : yellow;
    out.line(`  ${paint(progress.diagnostic.severity)} ${progress.diagnostic.message.trim()}`);
  }
}
