import { join } from "node:path";
import type { ResourceType } from "../resourceTypes/resourceType.js";
import { watchedFile } from "./watchedFile.js";

/** Name of the file in the simulated Azure's folder that says how slow it is; its schema is Settings. */
export const settingsFile = "settings.json";

/** How long a write to a resource of this kind takes, in milliseconds. */
export type Latency = (type: ResourceType) => Promise<number>;

/** Follows `settings.json` and `SIMULATED_AZURE_LATENCY_MS`; nothing waits unless one of them says so. */
export function configuredLatency(folder: string, env: NodeJS.ProcessEnv): Latency {
  const settings = watchedFile(join(folder, settingsFile), async () => (await import("./settings.js")).Settings);
  const fromEnv = Number(env["SIMULATED_AZURE_LATENCY_MS"] || Number.NaN);
  return async (type) => {
    const configured = await settings();
    const exact = configured?.latencyMsByType[type.token];
    if (exact !== undefined) return exact;
    const base = fromEnv >= 0 ? fromEnv : (configured?.latencyMs ?? 0);
    return Math.round(base * (type.slowness ?? 1));
  };
}
