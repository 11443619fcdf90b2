/** Where a test wants the process to die: around its n-th durable commit, counted from the start of the process. */
export interface CrashPoint {
  readonly commit: number;
  readonly when: "before" | "after";
}

/**
 * Reads `LOCAL_HOST_CRASH_AT=<n>[:before|:after]`; `after` is assumed.
 * @throws Error when the text is no crash point: a mistyped fault test must not pass by never crashing.
 */
export function parseCrashPoint(text: string | undefined): CrashPoint | undefined {
  if (text === undefined || text === "") return undefined;
  const match = /^([1-9]\d*)(?::(before|after))?$/.exec(text);
  if (!match) throw new Error(`LOCAL_HOST_CRASH_AT must be <n>, <n>:before or <n>:after, not '${text}'`);
  return { commit: Number(match[1]), when: match[2] === "before" ? "before" : "after" };
}

/** Kills this process the hard way when it stands at the crash point; does nothing without one. */
export function crashIfDue(point: CrashPoint | undefined, commit: number, when: CrashPoint["when"]): void {
  if (point?.commit === commit && point.when === when) process.kill(process.pid, "SIGKILL");
}
