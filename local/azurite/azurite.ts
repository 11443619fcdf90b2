import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

/** A running Blob service of Azurite. */
export interface Azurite {
  readonly connectionString: string;
  readonly port: number;
  readonly pid: number;
  /** Stops it. With a folder it first writes what it holds. */
  close(): Promise<void>;
}

export interface AzuriteOptions {
  /** Keeps the data in this folder between starts; in memory when absent. */
  readonly folder?: string;
  /** A free port is taken when absent. */
  readonly port?: number;
}

/** Azurite's published development account; every Azurite in the world has it. */
const account = "devstoreaccount1";
const accountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/** Starts Azurite's Blob service on loopback. It ends with its starter, however that one ends. */
export async function startAzurite(options: AzuriteOptions = {}): Promise<Azurite> {
  // Detached: Ctrl-C reaches the whole foreground group, but storage must outlast those who still write to it.
  const child = spawn(process.execPath, argumentsFor(options), { stdio: ["pipe", "pipe", "pipe"], detached: true });
  const errors: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk.toString()));
  try {
    const port = await listeningPort(child, errors);
    return {
      port,
      pid: child.pid ?? 0,
      connectionString: connectionString(port),
      close: () => end(child, options.folder === undefined ? "SIGKILL" : "SIGTERM"),
    };
  } catch (error) {
    await end(child, "SIGKILL");
    throw error;
  }
}

/** How to reach the development account of an Azurite, or of a proxy before one. */
export function connectionString(port: number): string {
  return [
    "DefaultEndpointsProtocol=http",
    `AccountName=${account}`,
    `AccountKey=${accountKey}`,
    `BlobEndpoint=http://127.0.0.1:${port}/${account}`,
  ].join(";");
}

function argumentsFor({ folder, port = 0 }: AzuriteOptions): string[] {
  // Its standard input ends when the starter dies: then it stops as if asked to.
  const endWithStarter = `process.stdin.on("end", () => process.kill(process.pid, "SIGTERM")).resume().unref();`;
  const storage = folder === undefined ? ["--inMemoryPersistence"] : ["--location", folder];
  return [
    "--import",
    `data:text/javascript,${encodeURIComponent(endWithStarter)}`,
    createRequire(import.meta.url).resolve("azurite/dist/src/blob/main.js"),
    ...storage,
    "--skipApiVersionCheck",
    "--disableTelemetry",
    "--silent",
    "--blobHost",
    "127.0.0.1",
    "--blobPort",
    String(port),
  ];
}

async function listeningPort(child: ChildProcess, errors: readonly string[]): Promise<number> {
  if (child.stdout === null) throw new Error("Azurite has no standard output");
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    const port = /successfully listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (port === undefined) continue;
    child.stdout.resume(); // what it says later is not read, and must not fill the pipe
    return Number(port);
  }
  throw new Error(`Azurite did not start: ${errors.join("").trim() || "no message"}`);
}

async function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill(signal);
  const patience = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await exited;
  clearTimeout(patience);
}
