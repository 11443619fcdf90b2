import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LogEntry } from "../log/logger.js";
import { startHost, type Host, type HostOptions } from "../startHost.js";

/** A host in this process on one of the sample applications, with what it logged. */
export interface SampleHost extends Host {
  readonly logged: readonly LogEntry[];
  readonly data: string;
}

/** Root of a sample application beside this file. */
export function sampleApp(name: string): string {
  return fileURLToPath(new URL(`./apps/${name}`, import.meta.url));
}

/** Starts a sample on a data folder of its own, which goes with the host; a given one stays. */
export async function startSample(
  app: string,
  options: Partial<Omit<HostOptions, "app" | "log">> = {},
): Promise<SampleHost> {
  const own = options.data === undefined ? mkdtempSync(join(tmpdir(), "local-host-")) : undefined;
  const data = options.data ?? own ?? "";
  const logged: LogEntry[] = [];
  const root = app.includes("/") ? app : sampleApp(app);
  try {
    const host = await startHost({ ...options, app: root, data, log: (entry) => logged.push(entry) });
    return {
      ...host,
      logged,
      data,
      async close() {
        await host.close();
        if (own !== undefined) rmSync(own, { recursive: true, force: true });
      },
    };
  } catch (error) {
    if (own !== undefined) rmSync(own, { recursive: true, force: true });
    throw error;
  }
}

/** Runs an orchestration to its end. */
export async function runToEnd(
  host: Host,
  name: string,
  input?: unknown,
): Promise<{ readonly id: string; readonly status: string; readonly output: unknown }> {
  const id = await host.durable.start(name, { input });
  return { id, ...(await host.durable.waitForEnd(id)) };
}

/** Polls until `probe` gives something; for states that no promise tells of. */
export async function eventually<T>(probe: () => Promise<T | undefined> | T | undefined, what: string): Promise<T> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    const found = await probe();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`never came: ${what}`);
}
