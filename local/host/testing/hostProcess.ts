import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";
import { z } from "zod";

const Ready = z.object({ ready: z.literal(true), url: z.url(), rpcUrl: z.url(), pid: z.int() });

/** A host in a process of its own. */
export interface HostProcess {
  readonly url: string;
  readonly rpcUrl: string;
  /** How it ended: exit code or signal. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  /** What it has logged so far. */
  stderr(): string;
  kill(signal: NodeJS.Signals): void;
}

/**
 * Starts the host and resolves when it is ready; it does not outlive the test.
 * @throws Error with what it said when it ends before.
 */
export async function spawnHost(
  test: Pick<TestContext, "after">,
  mainFile: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<HostProcess> {
  const child = spawn(process.execPath, [mainFile, "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  test.after(() => {
    child.kill("SIGKILL");
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = (once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>).then(([code, signal]) => ({
    code,
    signal,
  }));
  const line = await Promise.race([
    once(createInterface(child.stdout), "line") as Promise<[string]>,
    ended.then(({ code, signal }): never => {
      throw new Error(`the host ended with ${String(code ?? signal)}: ${stderr}`);
    }),
  ]);
  const { url, rpcUrl } = Ready.parse(JSON.parse(line[0]));
  return {
    url,
    rpcUrl,
    ended,
    stderr: () => stderr,
    kill(signal) {
      child.kill(signal);
    },
  };
}
