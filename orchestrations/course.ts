import type { OrchestrationContext } from "durable-functions";
import { CostSummary } from "../shared/contracts/cost.js";
import type { RunInput, RunStage, RunStatus } from "../shared/contracts/run.js";
import type { RunWork } from "./steps.js";

/** A run under way: where it is, and what it leaves for the archive. */
export interface Course {
  readonly context: OrchestrationContext;
  /** With the stack that it works on; another one once it has fallen back to another region. */
  run: RunInput;
  work: RunWork;
  stage: RunStage;
  /** Previews so far, over both regions: decisions and previews are kept by it. */
  round: number;
  /** Goes on to a stage and shows it. */
  readonly enter: (stage: RunStage, more?: Partial<RunStatus>) => void;
}

/** A run at its start. */
export function course(context: OrchestrationContext, run: RunInput): Course {
  const under: Course = {
    context,
    run,
    work: { retries: 0 },
    stage: "validate",
    round: 0,
    enter(stage, more = {}) {
      const { round, run } = under;
      under.stage = stage;
      const place = run.movedFrom && { stack: run.stack };
      const cost = under.work.cost && { cost: CostSummary.parse(under.work.cost) };
      context.df.setCustomStatus({ stage, round, ...place, ...cost, ...more } satisfies RunStatus);
    },
  };
  return under;
}
