/** What a script can tell from the exit code. */
export const exitCodes = {
  success: 0,
  /** The run failed, or the service could not be reached. */
  failure: 1,
  /** The input or the command line was refused; nothing was started. */
  badInput: 2,
  /** The run waits for a person. */
  waiting: 3,
  /** The run was declined, cancelled, or nobody decided in time. */
  declined: 4,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
