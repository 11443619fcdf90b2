import { spreadOf, type Spread } from "./spread.js";

/** Both sides and what they are to each other; spreads into a finding. */
export interface Pairs {
  readonly ours: Spread;
  readonly peer: Spread;
  readonly ratio: Spread;
}

/**
 * Measures both sides turn about, so that whatever else the machine does meets both. Who goes first changes with each
 * round. Each side returns its measurement.
 */
export async function inPairs(
  rounds: number,
  ours: (round: number) => Promise<number>,
  peer: (round: number) => Promise<number>,
): Promise<Pairs> {
  const pairs: { ours: number; peer: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) pairs.push({ ours: await ours(round), peer: await peer(round) });
    else {
      const second = await peer(round);
      pairs.push({ ours: await ours(round), peer: second });
    }
  }
  return {
    ours: spreadOf(pairs.map((pair) => pair.ours)),
    peer: spreadOf(pairs.map((pair) => pair.peer)),
    ratio: spreadOf(pairs.map((pair) => pair.ours / pair.peer)),
  };
}
