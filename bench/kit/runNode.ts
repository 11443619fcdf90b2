import { spawn } from "node:child_process";
import { once } from "node:events";
import { repository } from "./scratch.js";

/** How a fresh Node process ended well: what it printed, and how long it lived in milliseconds. */
export interface NodeRun {
  readonly stdout: string;
  readonly durationMs: number;
}

/** Runs Node in the repository to its end. @throws Error with what it said when it does not end with 0. */
export async function runNode(args: readonly string[]): Promise<NodeRun> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { cwd: repository, stdio: ["ignore", "pipe", "pipe"] });
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
  const [exited] = await Promise.all([
    once(child, "exit").then(([code]) => ({ code: code as number | null, durationMs: performance.now() - startedAt })),
    once(child, "close"),
  ]);
  if (exited.code !== 0) throw new Error(`node ${args.join(" ")} ended with ${String(exited.code)}: ${said.stderr}`);
  return { stdout: said.stdout, durationMs: exited.durationMs };
}
