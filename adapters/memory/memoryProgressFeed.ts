import type { RunProgress } from "../../shared/contracts/run.js";
import type { ProgressFeed } from "../../shared/ports/records.js";

/** Feeds in memory; a position is a count of lines. */
export function memoryProgressFeed(): ProgressFeed {
  const feeds = new Map<string, RunProgress[]>();
  return {
    append(folder, lines) {
      feeds.set(folder, [...(feeds.get(folder) ?? []), ...lines]);
      return Promise.resolve();
    },
    read(folder, after) {
      const lines = (feeds.get(folder) ?? []).slice(after);
      return Promise.resolve({ lines, next: after + lines.length });
    },
  };
}
