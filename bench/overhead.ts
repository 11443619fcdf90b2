import { setTimeout as sleep } from "node:timers/promises";
import { AppliedRecord, PreviewRecord } from "../shared/contracts/evidence.js";
import { smallRequest } from "../test/kit/exampleBundle.js";
import { isEnded, startService, type Service } from "../test/kit/service.js";
import type { Measurement } from "./kit/measurement.js";
import { spreadOf } from "./kit/spread.js";
import { followSteps, type StepLines } from "./overhead/stepLines.js";

const rounds = 8;

/** What the service itself adds to a run: everything but the engine's operations. */
export const overhead: Measurement = {
  name: "overhead",
  about:
    "time of a run from its submission until its ending is published, without the engine's operations (preview, check, apply)",
  async run(report) {
    const service = await startService();
    const steps = await followSteps(service);
    try {
      report("a run to warm up");
      await runOnce(service, steps, "warm-up", "Bench0Service");
      const creating: Run[] = [];
      const unchanged: Run[] = [];
      for (let round = 1; round <= rounds; round++) {
        report(`round ${round} of ${rounds}`);
        creating.push(await runOnce(service, steps, `create-${round}`, `Bench${round}Service`));
        unchanged.push(await runOnce(service, steps, `again-${round}`, `Bench${round}Service`));
      }
      const target = { of: "ours", is: "at most", value: 150 } as const;
      return {
        findings: [
          { what: "run that creates", unit: "ms", ours: spreadOf(creating.map(overheadMs)), target },
          { what: "run that changes nothing", unit: "ms", ours: spreadOf(unchanged.map(overheadMs)), target },
        ],
        notes: [
          `a run that creates: ${summary(creating)}`,
          `a run that changes nothing: ${summary(unchanged)}`,
          `steps of a run that creates, the engine's operations among them: ${stepTimes(steps, "create-")}`,
        ],
      };
    } finally {
      await steps.close();
      await service.close();
    }
  },
};

interface Run {
  readonly totalMs: number;
  readonly engineMs: number;
  /** Until the submission was answered. */
  readonly answerMs: number;
}

const overheadMs = ({ totalMs, engineMs }: Run): number => totalMs - engineMs;
const middle = (values: readonly number[]): number => Math.round(spreadOf(values).median);

function summary(runs: readonly Run[]): string {
  const of = (part: (run: Run) => number): number => middle(runs.map(part));
  return `${of((run) => run.totalMs)} ms in all, the engine ${of((run) => run.engineMs)} ms of it; accepted after ${of((run) => run.answerMs)} ms`;
}

async function runOnce(service: Service, steps: StepLines, runId: string, component: string): Promise<Run> {
  const startedAt = performance.now();
  const submitted = await service.call("POST", "/api/provision/stack", { body: smallRequest(runId, { component }) });
  const answerMs = performance.now() - startedAt;
  if (submitted.status !== 202) throw new Error(`the request was answered ${JSON.stringify(submitted.body)}`);
  // No request until the last step is done: looking through the API would count against the run.
  await steps.until((line) => line.runId === runId && line.step === "publish", 120_000);
  const totalMs = performance.now() - startedAt;
  while (!isEnded(await service.run(runId))) await sleep(2);

  const { outcome } = await service.run(runId);
  if (outcome?.kind !== "applied" && outcome?.kind !== "unchanged")
    throw new Error(`run ${runId} ended ${JSON.stringify(outcome)}`);
  const artifact = async (name: string): Promise<unknown> =>
    (await service.call("GET", `/api/runs/${runId}/artifacts/${name}`)).body;
  const preview = PreviewRecord.parse(await artifact("preview-1.json"));
  const applied = outcome.kind === "applied" ? AppliedRecord.parse(await artifact("applied.json")) : undefined;
  const engineMs = preview.durationMs + (applied?.checkDurationMs ?? 0) + (applied?.durationMs ?? 0);
  return { totalMs, engineMs, answerMs };
}

/** Medians, from the service's own telemetry. */
function stepTimes({ seen }: StepLines, runs: string): string {
  const steps = new Map<string, number[]>();
  for (const { runId, step, durationMs } of seen) {
    if (runId.startsWith(runs)) steps.set(step, [...(steps.get(step) ?? []), durationMs]);
  }
  return [...steps].map(([step, tookMs]) => `${step} ${middle(tookMs)}`).join(", ");
}
