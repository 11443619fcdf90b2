import type { RunInput } from "../contracts/run.js";

const listFolder = "index/recent/";
const farFutureMs = 9_999_999_999_999;
/** With dots, which no part of a stack's path has: a tenant's stack lies beside the one it is a tenant of, not in it. */
const memoryFolder = (stackPath: string): string => `memory/${stackPath.replaceAll("/", ".")}/`;

type Placed = Pick<RunInput, "folder" | "stack" | "movedFrom">;

/** A part of a run that belongs to one stack: a run that fell back has it once more, with the region in its name. */
const ofItsStack = ({ folder, stack, movedFrom }: Placed, part: string): string =>
  movedFrom ? `${folder}/${part}-${stack.region}` : `${folder}/${part}`;

/** Where a run's records lie. Decisions and attempts are written once; artifacts belong to the run's folder. */
export const runPaths = {
  /** Folder of a run: by month of submission, so that retention can prune by name. */
  folder: (runId: string, submittedAt: Date): string => {
    const [year, month] = submittedAt.toISOString().split("-");
    return `runs/${year}/${month}/${runId}`;
  },
  /** The claim on an execution id. */
  claim: (runId: string): string => `index/runs/${runId}.json`,
  /** The run in the list of all runs, newest first: names sort by the time that is left until the year 2286. */
  listing: ({ runId, submittedAt }: Pick<RunInput, "runId" | "submittedAt">): string =>
    `${listFolder}${String(farFutureMs - Date.parse(submittedAt)).padStart(13, "0")}-${runId}.json`,
  listings: (): string => listFolder,
  /** The run among those of its lineage. */
  lineage: ({ traceId, runId }: Pick<RunInput, "traceId" | "runId">): string => `index/traces/${traceId}/${runId}.json`,
  lineages: (traceId: string): string => `index/traces/${traceId}/`,
  /** What is remembered of a stack over all its runs: the trace that created it. */
  stackOrigin: (stackPath: string): string => `index/stacks/${stackPath}.json`,
  /** What is remembered of an apply that came to its end, by its fencing token; names sort newest first. */
  memory: (stackPath: string, token: number): string =>
    `${memoryFolder(stackPath)}applies/${String(farFutureMs - token).padStart(13, "0")}.json`,
  memories: (stackPath: string): string => `${memoryFolder(stackPath)}applies/`,
  /** A rendered stack, by a digest of what it was rendered from. */
  rendering: (stackPath: string, source: string): string => `${memoryFolder(stackPath)}rendered/${source}.json`,
  renderings: (stackPath: string): string => `${memoryFolder(stackPath)}rendered`,
  /** What a run holds between its steps. */
  context: ({ folder }: Pick<RunInput, "folder">): string => `${folder}/context.json`,
  updatePlan: ({ folder }: Pick<RunInput, "folder">, round: number): string => `${folder}/update-plan-${round}.json`,
  updatePlans: ({ folder }: Pick<RunInput, "folder">): string => `${folder}/update-plan-`,
  decision: ({ folder }: Pick<RunInput, "folder">, round: number): string => `${folder}/decision-${round}.json`,
  cancellation: ({ folder }: Pick<RunInput, "folder">): string => `${folder}/cancel.json`,
  plan: (run: Placed): string => `${ofItsStack(run, "plan")}.json`,
  /** What the plan costs, where the request asks for it. */
  costProjection: (run: Placed): string => `${ofItsStack(run, "cost-projection")}.json`,
  /** The rendered files as those who decide see them. */
  stackFiles: (run: Placed): string => ofItsStack(run, "stack"),
  /** By fencing token, which counts on one stack alone. */
  attempt: (run: Placed, token: number): string =>
    `${ofItsStack(run, "attempts")}/${String(token).padStart(6, "0")}.json`,
  attemptEnd: (run: Placed, token: number): string =>
    `${ofItsStack(run, "attempts")}/${String(token).padStart(6, "0")}-end.json`,
  attempts: (run: Placed): string => `${ofItsStack(run, "attempts")}/`,
} as const;
