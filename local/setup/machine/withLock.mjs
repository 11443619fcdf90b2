// @ts-check
import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Who holds a lock. @typedef {{ pid: number, host: string, token: string }} LockOwner */

const heartbeatMs = 5_000;
/** Without a heartbeat for this long an owner is gone, even if its pid lives: pids are reused, hosts are shared. */
const silentMs = 60_000;
const pollMs = 150;

/**
 * Does `work` while this process alone, of all on this machine, holds the lock file.
 *
 * The lock of an owner that died is taken over at once; that of an owner on another host (a shared home folder)
 * when its heartbeat stops. Two owners at once are possible only when a living one was suspended past its heartbeat,
 * so `work` must stay correct, though it may be wasted: build aside, then rename into place.
 *
 * @template T
 * @param {string} file its folder is made when missing
 * @param {() => Promise<T>} work
 * @param {{ onWait?: (owner: LockOwner | undefined) => void, signal?: AbortSignal | undefined }} [options]
 *   `onWait` is called once, when another owner is met
 * @returns {Promise<T>}
 */
export async function withLock(file, work, { onWait, signal } = {}) {
  const own = { pid: process.pid, host: hostname(), token: randomUUID() };
  mkdirSync(dirname(file), { recursive: true });
  for (let waited = false; !tryAcquire(file, own); waited = true) {
    const owner = readOwner(file);
    if (isGone(file, owner)) {
      takeAway(file, owner);
      continue;
    }
    if (!waited) onWait?.(owner);
    await sleep(pollMs, undefined, signal ? { signal } : {});
  }

  const release = () => {
    if (readOwner(file)?.token === own.token) rmSync(file, { force: true });
  };
  const heartbeat = setInterval(() => touch(file), heartbeatMs).unref();
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.removeListener("exit", release);
    release();
  }
}

/**
 * The lock appears with its content or not at all: it is written aside and linked, and a link never overwrites.
 * @param {string} file @param {LockOwner} own
 */
function tryAcquire(file, own) {
  const aside = `${file}.${own.token}`;
  writeFileSync(aside, JSON.stringify(own));
  try {
    linkSync(aside, file);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** @param {string} file @returns {LockOwner | undefined} undefined when there is no lock, or not one of ours */
function readOwner(file) {
  try {
    /** @type {unknown} */
    const owner = JSON.parse(readFileSync(file, "utf8"));
    return isOwner(owner) ? owner : undefined;
  } catch {
    return undefined;
  }
}

/** @param {unknown} value @returns {value is LockOwner} */
function isOwner(value) {
  return typeof value === "object" && value !== null && "pid" in value && "host" in value && "token" in value;
}

/** @param {string} file @param {LockOwner | undefined} owner */
function isGone(file, owner) {
  if (owner?.host === hostname() && !isAlive(owner.pid)) return true;
  const modified = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return modified !== undefined && Date.now() - modified > silentMs;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

/**
 * Removes a dead owner's lock by renaming it: of several takers one gets the file. A taker that finds it caught
 * another lock than the one it judged (the first taker's new one) puts that back.
 * @param {string} file @param {LockOwner | undefined} judged
 */
function takeAway(file, judged) {
  const caught = `${file}.${randomUUID()}`;
  try {
    renameSync(file, caught);
    if (readOwner(caught)?.token !== judged?.token) linkSync(caught, file);
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes(errorCode(error) ?? "")) throw error;
  } finally {
    rmSync(caught, { force: true });
  }
}

/** @param {string} file */
function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Taken over while suspended: the new owner touches it now.
  }
}

/** @param {unknown} error @returns {string | undefined} */
function errorCode(error) {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
