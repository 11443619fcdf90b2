import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";

/** What the host says on its first line when it is ready. */
const Ready = z.object({ ready: z.literal(true), url: z.url(), rpcUrl: z.url(), pid: z.int() });

/** Lines of the host's log to show when it does not start. */
const lastWordsLines = 15;

/** How long a host may take to stop; it loses nothing when it is killed. */
const patienceMs = 30_000;

export interface HostProcess {
  readonly url: string;
  /** Where the host manages its orchestrations. */
  readonly rpcUrl: string;
  readonly pid: number;
  readonly ended: Promise<string>;
  close(): Promise<void>;
}

/** Starts the host in a process of its own; its log goes to `host.log` in its data folder. */
export async function hostProcess(options: {
  readonly app: string;
  readonly data: string;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
}): Promise<HostProcess> {
  const { app, data, port, env } = options;
  const args = [join(app, "dist/local/host/main.js"), "--app", app, "--data", data, "--port", String(port)];
  const child = spawn(process.execPath, ["--enable-source-maps", ...args], {
    env: { PATH: process.env["PATH"] ?? "", ...proxyVariables(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    // Ctrl-C reaches the whole foreground group; the host is stopped by its starter, in order.
    detached: true,
  });
  const words: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => {
    words.push(...chunk.toString().split("\n").filter(Boolean));
    words.splice(0, Math.max(0, words.length - lastWordsLines));
  });
  child.stderr.pipe(createWriteStream(join(data, "host.log"), { flags: "a" }));
  const exited = new Promise<string>((resolve) => {
    child.once("exit", () => {
      resolve(words.join("\n"));
    });
  });

  const ready = await Promise.race([firstLine(child.stdout), exited]);
  const parsed = parseReady(ready);
  if (!parsed) {
    child.kill("SIGKILL");
    throw new Error(`The host did not start:\n${await exited}`);
  }
  return {
    url: parsed.url,
    rpcUrl: parsed.rpcUrl,
    pid: parsed.pid,
    ended: exited,
    async close() {
      const impatience = setTimeout(() => child.kill("SIGKILL"), patienceMs);
      child.kill("SIGTERM");
      await exited;
      clearTimeout(impatience);
    },
  };
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stream })) {
    stream.resume();
    return line;
  }
  return "";
}

function parseReady(line: string): z.infer<typeof Ready> | undefined {
  try {
    return Ready.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** A real cloud may only be reachable through a proxy; nothing else of this process is the host's business. */
function proxyVariables(): Record<string, string> {
  const names = [
    "HOME",
    "HTTPS_PROXY",
    "NO_PROXY",
    "NODE_EXTRA_CA_CERTS",
    ...Object.keys(process.env).filter((name) => name.startsWith("ARM_")),
  ];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}
