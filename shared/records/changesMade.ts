import type { ChangeSummary } from "../contracts/change.js";
import type { RunProgress } from "../contracts/run.js";
import { changeOf } from "./changeOf.js";
import { cloudResources } from "./provisionedResources.js";

type ResourceLine = Extract<RunProgress, { kind: "resource" }>;

/** What a run's feed says of one resource of the cloud. */
export interface ResourceChange extends Pick<ResourceLine, "urn" | "type" | "name"> {
  /** What all finished operations on it come to; `same` for none. */
  readonly change: keyof ChangeSummary;
  /** Engine operations on it that were finished. */
  readonly done: ReadonlySet<string>;
  /** An operation that was begun and not finished. */
  readonly open?: { readonly op: string; readonly state: "started" | "failed" };
}

/**
 * What the applies of a run did to resources of the cloud, by the run's feed: what was finished last comes last. The
 * feed is evidence that outlives a host that died, but whoever writes it may lose lines: compare `countMade`.
 */
export function changesMade(feed: readonly RunProgress[]): ResourceChange[] {
  const lines = feed.filter((line): line is ResourceLine => line.kind === "resource" && line.operation === "apply");
  const found = new Map<string, ResourceChange>();
  for (const { urn, type, name, op, state } of cloudResources({ resources: lines })) {
    const done = new Set(found.get(urn)?.done);
    if (state === "done") {
      done.add(op);
      found.delete(urn);
    }
    const open = state === "done" || quiet.has(op) ? {} : { open: { op, state } };
    found.set(urn, { urn, type, name, done, change: changeOf(done) ?? "same", ...open });
  }
  return [...found.values()];
}

/** Operations that leave a resource as it is. */
const quiet: ReadonlySet<string> = new Set(["same", "read", "refresh"]);

/** Counts changes as the engine's own summary does. */
export function countMade(changes: readonly ResourceChange[]): ChangeSummary {
  const counts: ChangeSummary = { create: 0, update: 0, replace: 0, delete: 0, same: 0 };
  for (const { change } of changes) counts[change] += 1;
  return counts;
}
