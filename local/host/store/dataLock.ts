import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import os from "node:os";
import { z } from "zod";
import { Refusal } from "../refusal.js";

const Owner = z.object({ pid: z.int(), bootId: z.string(), processStart: z.string(), token: z.string() });
type Owner = z.infer<typeof Owner>;

/** Held while one host owns a data folder. */
export interface DataLock {
  release(): void;
}

/**
 * Takes `<folder>/host.lock`, or takes it over from an owner that is gone (other boot, dead pid, or a pid that now
 * belongs to another process). The database's own exclusive lock decides should two hosts take over at once.
 * @throws Refusal naming the owner while it lives.
 */
export function lockDataFolder(folder: string): DataLock {
  const file = join(folder, "host.lock");
  const owner = readOwner(file);
  if (owner && isAlive(owner)) {
    throw new Refusal(
      `Another host (pid ${owner.pid}) is running on ${folder}: stop it, or choose another data folder.`,
    );
  }
  const me: Owner = {
    pid: process.pid,
    bootId: bootId(),
    processStart: processStart(process.pid),
    token: randomUUID(),
  };
  const draft = `${file}.${me.token}`;
  writeFileSync(draft, JSON.stringify(me));
  renameSync(draft, file);
  return {
    release() {
      if (readOwner(file)?.token === me.token) rmSync(file, { force: true });
    },
  };
}

function readOwner(file: string): Owner | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return Owner.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined; // torn by a power cut: nobody who lives wrote it
  }
}

function isAlive(owner: Owner): boolean {
  if (owner.bootId !== bootId()) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  return owner.processStart === processStart(owner.pid);
}

/** Linux names each boot; elsewhere the moment of the boot stands in, in minutes since the clock drifts a little. */
function bootId(): string {
  const file = "/proc/sys/kernel/random/boot_id";
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  return `boot-${Math.round((Date.now() / 1000 - os.uptime()) / 60)}`;
}

/** Tells two processes with the same pid apart where /proc exists: field 22 of `stat`, after the name in brackets. */
function processStart(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
