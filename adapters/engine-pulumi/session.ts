import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * The living processes of a session. A runner leads a session of its own; the engine it starts and the providers the
 * engine starts stay in it, whatever groups they form and whoever of them dies first.
 *
 * Reads `/proc`, in one go: a snapshot of some milliseconds. Empty where there is no `/proc`; then only the leader's
 * process group is known.
 */
export function sessionMembers(leader: number): number[] {
  return processes().filter((pid) => {
    const { session, state } = stat(pid);
    return session === leader && state !== "Z";
  });
}

/** Waits until nothing of a session lives; kills what still does after `patienceMs`. */
export async function endSession(leader: number, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    if (sessionMembers(leader).length === 0) return;
    await sleep(20);
  }
  await killSession(leader);
}

/** Ends every process of a session at once. Repeats, because a process may start another one meanwhile. */
export async function killSession(leader: number, except?: number): Promise<void> {
  if (except === undefined) kill(-leader, "SIGKILL");
  for (let round = 0; round < 50; round += 1) {
    const members = sessionMembers(leader).filter((pid) => pid !== except);
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

function processes(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** Source: proc_pid_stat(5): `pid (name) state parent group session …`; the name may hold spaces and parentheses. */
function stat(pid: number): { readonly state?: string; readonly session?: number } {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    const [state, , , session] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return state && session ? { state, session: Number(session) } : {};
  } catch {
    return {}; // gone meanwhile
  }
}
