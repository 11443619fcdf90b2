// @ts-check

/**
 * @typedef {{ pass: number, fail: number, cancelled: number, skipped: number, todo: number }} TestCounts
 */

/**
 * A reporter for Node's test runner that writes the runner's own closing counts as JSON, and nothing else.
 *
 * @param {AsyncIterable<{ type: string, data: { nesting?: number, message?: string } }>} events
 * @returns {AsyncGenerator<string>}
 */
export default async function* testCounts(events) {
  /** @type {Record<string, number>} */
  const counts = {};
  for await (const { type, data } of events) {
    // The counts are the last messages of the outermost level; a test's own diagnostics come before them.
    if (type !== "test:diagnostic" || data.nesting !== 0) continue;
    const match = /^(pass|fail|cancelled|skipped|todo) (\d+)$/.exec(data.message ?? "");
    if (match?.[1] !== undefined) counts[match[1]] = Number(match[2]);
  }
  yield JSON.stringify(counts);
}

/**
 * The counts in one line: a cancelled test did not pass, and one still to do was not run for its result.
 *
 * @param {TestCounts} counts
 */
export function countsLine({ pass, fail, cancelled, skipped, todo }) {
  return `${pass} passed, ${fail + cancelled} failed, ${skipped + todo} skipped`;
}
