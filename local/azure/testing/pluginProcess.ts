import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { connectProvider, type EngineClient } from "./engineClient.js";

/** A plugin started as the engine starts it, and a connection to it. */
export interface PluginProcess {
  readonly child: ChildProcess;
  readonly port: number;
  readonly engine: EngineClient;
  /** Resolves with exit code and signal once it is gone. */
  readonly ended: Promise<[code: number | null, signal: string | null]>;
}

/** Starts the plugin from source. Its stdin is held open, as the engine does; the caller must end it. */
export async function startPlugin(env: NodeJS.ProcessEnv): Promise<PluginProcess> {
  const plugin = fileURLToPath(new URL("../plugin.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", plugin, "127.0.0.1:1"], {
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit") as Promise<[number | null, string | null]>;
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const port = Number(String(line).split("\n")[0]);
  return { child, port, engine: connectProvider(port), ended };
}
