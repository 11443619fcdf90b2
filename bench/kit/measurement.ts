import type { Spread } from "./spread.js";

/** One thing that `npm run bench` measures; `--only <name>` selects it. */
export interface Measurement {
  readonly name: string;
  /** What is measured, and against what: one line. */
  readonly about: string;
  /**
   * Leaves no process and no file behind, whatever happens.
   *
   * @param report takes a line of progress
   * @throws Error when something did not work or must not be so; a missed target is a finding, not an error
   */
  readonly run: (report: (progress: string) => void) => Promise<Measured>;
}

export interface Measured {
  readonly findings: readonly Finding[];
  /** What a reader needs to judge the numbers. */
  readonly notes?: readonly string[];
}

export interface Finding {
  /** `up that creates`. */
  readonly what: string;
  readonly unit: "ms" | "MB" | "KB" | "per second";
  readonly ours: Spread;
  readonly peer?: Spread;
  /** Ours to the peer's, taken pair by pair. */
  readonly ratio?: Spread;
  readonly target?: Target;
}

/** Judged by the median. */
interface Target {
  readonly of: "ours" | "ratio";
  readonly is: "at most" | "at least";
  readonly value: number;
}

/** `undefined` where there is no target. */
export function isMet({ ours, ratio, target }: Finding): boolean | undefined {
  if (!target) return undefined;
  const found = (target.of === "ours" ? ours : ratio)?.median;
  if (found === undefined) return false;
  return target.is === "at most" ? found <= target.value : found >= target.value;
}
