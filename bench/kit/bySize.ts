import { growthOf } from "./growth.js";
import { inPairs } from "./inPairs.js";
import type { Finding, Measured } from "./measurement.js";

const sizes = [1, 20, 200, 2000] as const;
const rounds = 25;

/** Work on an input of some size, ours and the peer's. */
export interface Sides {
  readonly ours: () => unknown;
  readonly peer: () => unknown;
}

export interface BySize {
  /** What is counted: `components`. */
  readonly of: string;
  /** Ours to the peer's, where there is a target. */
  readonly atMost?: number;
  readonly report: (progress: string) => void;
}

/**
 * Measures both sides on inputs of 1 to 2,000 components, as milliseconds of one piece of work, and how they grow.
 * Small inputs are worked on many times at a time, so that the clock does not count.
 */
export async function bySize(sidesOf: (size: number) => Sides, { of, atMost, report }: BySize): Promise<Measured> {
  const findings: Finding[] = [];
  const medians: { size: number; ours: number; peer: number }[] = [];
  for (const size of sizes) {
    const what = `${size} ${of}`;
    report(what);
    const { ours, peer } = sidesOf(size);
    const repeats = Math.ceil(4000 / size);
    timed(repeats, ours); // warm
    timed(repeats, peer);
    const pairs = await inPairs(
      rounds,
      () => Promise.resolve(timed(repeats, ours)),
      () => Promise.resolve(timed(repeats, peer)),
    );
    medians.push({ size, ours: pairs.ours.median, peer: pairs.peer.median });
    const target = atMost === undefined ? {} : { target: { of: "ratio", is: "at most", value: atMost } as const };
    findings.push({ what, unit: "ms", ...pairs, ...target });
  }
  return { findings, notes: [growthNote(of, medians.slice(1))] };
}

/** How time grows with size, beside the peer's on the same machine. */
function growthNote(of: string, medians: readonly { size: number; ours: number; peer: number }[]): string {
  const [ours, peer, ratio] = [
    growthOf(medians.map(({ size, ours }) => ({ size, value: ours }))),
    growthOf(medians.map(({ size, peer }) => ({ size, value: peer }))),
    growthOf(medians.map(({ size, ours, peer }) => ({ size, value: ours / peer }))),
  ].map((exponent) => exponent.toFixed(2));
  return `growth of ${of} from 20 to 2,000: n^${ours} (target: at most n^1.05), the peer's n^${peer}; of the ratio n^${ratio}`;
}

/** Milliseconds of one repetition. */
function timed(repeats: number, work: () => unknown): number {
  const startedAt = performance.now();
  for (let count = 0; count < repeats; count++) work();
  return (performance.now() - startedAt) / repeats;
}
