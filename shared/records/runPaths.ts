import type { RunInput } from "../contracts/run.js";

const listFolder = "index/recent/";
const farFutureMs = 9_999_999_999_999;
const editionFolder = (stackPath: string): string => `index/editions/${stackPath}/`;

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
  /** An apply of a stack that came to its end; names sort newest first. */
  stackEdition: (stackPath: string, token: number): string =>
    `${editionFolder(stackPath)}${String(farFutureMs - token).padStart(13, "0")}.json`,
  stackEditions: editionFolder,
  decision: ({ folder }: Pick<RunInput, "folder">, round: number): string => `${folder}/decision-${round}.json`,
  cancellation: ({ folder }: Pick<RunInput, "folder">): string => `${folder}/cancel.json`,
  attempt: ({ folder }: Pick<RunInput, "folder">, token: number): string =>
    `${folder}/attempts/${String(token).padStart(6, "0")}.json`,
  attemptEnd: ({ folder }: Pick<RunInput, "folder">, token: number): string =>
    `${folder}/attempts/${String(token).padStart(6, "0")}-end.json`,
  attempts: ({ folder }: Pick<RunInput, "folder">): string => `${folder}/attempts/`,
} as const;
