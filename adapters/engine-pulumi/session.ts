import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * The living processes of a session. A runner leads a session of its own; the engine it starts and the providers the
 * engine starts stay in it, whatever groups they form and whoever of them dies first.
 *
 * Reads `/proc`; empty where there is none, and then only the leader's process group is known.
 */
export async function sessionMembers(leader: number): Promise<number[]> {
  const names = await readdir("/proc").catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  const stats = await Promise.all(pids.map(async (pid) => ({ pid, ...(await stat(pid)) })));
  return stats.filter(({ session, state }) => session === leader && state !== "Z").map(({ pid }) => pid);
}

/** Waits until nothing of a session lives; kills what still does after `patienceMs`. */
export async function endSession(leader: number, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    if ((await sessionMembers(leader)).length === 0) return;
    await sleep(20);
  }
  await killSession(leader);
}

/** Ends every process of a session at once. Repeats, because a process may start another one meanwhile. */
export async function killSession(leader: number, except?: number): Promise<void> {
  if (except === undefined) kill(-leader, "SIGKILL");
  for (let round = 0; round < 50; round += 1) {
    const members = (await sessionMembers(leader)).filter((pid) => pid !== except);
    if (members.length === 0) return;
    for (const pid of members) kill(pid, "SIGKILL");
    await sleep(10);
  }
}

/** Sends a signal; a process that is gone already is no error. */
export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // gone
  }
}

/** Source: proc_pid_stat(5): `pid (name) state parent group session …`; the name may hold spaces and parentheses. */
async function stat(pid: number): Promise<{ state?: string; session?: number }> {
  const text = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => "");
  const [state, , , session] = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return state && session ? { state, session: Number(session) } : {};
}
