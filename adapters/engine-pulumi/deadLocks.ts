import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { z } from "zod";
import type { BackendFiles } from "./options.js";

/** A lock file of a DIY backend. Source: `pkg/backend/diy/lock.go` of pulumi 3.259.0. */
const Lock = z.object({
  pid: z.number().int().positive(),
  hostname: z.string(),
  timestamp: z.iso.datetime({ offset: true }),
});

/**
 * Removes the locks of a stack whose owners are proven dead: processes of this machine that are gone. Locks of other
 * machines and of the living stay; machines that share a name and not their processes would be taken for one. Each
 * lock file has a name of its own, so none that is taken meanwhile is lost.
 *
 * Only for a stack in whose state nothing is in flight: otherwise the lock guards what nobody knows yet.
 */
export async function removeDeadLocks(
  files: BackendFiles,
  { project, stack }: { readonly project: string; readonly stack: string },
): Promise<void> {
  const names = await files.list(`.pulumi/locks/organization/${project}/${stack}`);
  await Promise.all(
    names.map(async (name) => {
      const lock = Lock.safeParse(parseJson(await files.find(name)));
      if (lock.success && lock.data.hostname === hostname() && !(await isAlive(lock.data))) await files.remove(name);
    }),
  );
}

/** True while the process that took the lock lives: another one may have its number by now. */
async function isAlive({ pid, timestamp }: z.infer<typeof Lock>): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
  const startedAtMs = await processStart(pid).catch(() => undefined);
  return startedAtMs === undefined || startedAtMs <= Date.parse(timestamp) + 1000;
}

/**
 * When a process was started, in milliseconds since 1970, exact to a second.
 *
 * Source: proc_stat(5) `btime`, proc_pid_stat(5) field 22 in clock ticks, which Linux fixes at 100 per second for
 * programs.
 */
async function processStart(pid: number): Promise<number | undefined> {
  const [system, own] = await Promise.all([readFile("/proc/stat", "utf8"), readFile(`/proc/${pid}/stat`, "latin1")]);
  const bootSeconds = Number(/^btime (\d+)$/m.exec(system)?.[1]);
  const ticks = Number(own.slice(own.lastIndexOf(")") + 2).split(" ")[19]);
  const startedAtMs = bootSeconds * 1000 + ticks * 10;
  return Number.isFinite(startedAtMs) ? startedAtMs : undefined;
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined; // half a lock: its owner may still be writing it
  }
}
