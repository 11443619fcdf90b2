// @ts-check

/** A fault of set-up that a person can act on: what failed, the last words of what failed, and what to do. */
export class SetupError extends Error {
  /**
   * @param {string} what one line: what failed
   * @param {{ output?: string[], remedies?: string[] }} [more]
   */
  constructor(what, { output = [], remedies = [] } = {}) {
    super(what);
    this.name = "SetupError";
    /** The last lines the failed program printed. */
    this.output = output;
    /** What to do about it, best first. */
    this.remedies = remedies;
  }
}
