import type { RunProgress } from "../../shared/contracts/run.js";
import type { ProgressFeed } from "../../shared/ports/records.js";

/** Often enough to look live, seldom enough not to slow the engine down. */
const flushMs = 250;

/** A feed's lines on their way. */
export interface BatchedProgress {
  readonly add: (line: RunProgress) => void;
  /** Writes what is waiting; never fails. */
  readonly flush: () => Promise<void>;
}

/** Collects what an engine reports and appends it to the run's feed in small batches. */
export function batchProgress(feed: ProgressFeed, folder: string): BatchedProgress {
  let waiting: RunProgress[] = [];
  let writing = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const write = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const lines = waiting;
    waiting = [];
    // A feed that cannot be written costs people a look at the progress; it must not cost them the run.
    if (lines.length > 0) writing = writing.then(() => feed.append(folder, lines)).catch(() => undefined);
    return writing;
  };
  return {
    add: (line) => {
      waiting.push(line);
      timer ??= setTimeout(() => void write(), flushMs);
    },
    flush: write,
  };
}
