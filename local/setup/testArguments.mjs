// @ts-check

/** Node's flags whose value may follow as the next argument. */
const takesValue =
  /^--test-(name-pattern|skip-pattern|timeout|concurrency|shard|reporter|reporter-destination)$|^--(import|require|conditions)$/;

/**
 * Splits what follows `npm test --` into flags for Node's test runner and names of files or folders.
 *
 * @param {readonly string[]} args
 * @returns {{ flags: string[], named: string[] }}
 */
export function testArguments(args) {
  /** @type {string[]} */
  const flags = [];
  /** @type {string[]} */
  const named = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? "";
    if (!arg.startsWith("-")) {
      named.push(arg);
      continue;
    }
    flags.push(arg);
    const value = args[index + 1];
    if (takesValue.test(arg) && value !== undefined) {
      flags.push(value);
      index += 1;
    }
  }
  return { flags, named };
}
