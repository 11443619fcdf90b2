import { hostProcess } from "./hostProcess.js";
import { startSurroundings, type SurroundingsOptions } from "./surroundings.js";

/** The whole service on this machine, on loopback only. */
export interface World {
  readonly url: string;
  /** Where published events can be read. */
  readonly topicUrl: string;
  /** Resolves when the host ends by itself, with its last words. */
  readonly ended: Promise<string>;
  close(): Promise<void>;
}

/** Brings up the surroundings and the host, and takes them down again in reverse order. */
export async function startWorld(options: SurroundingsOptions & { readonly port?: number }): Promise<World> {
  const surroundings = await startSurroundings(options);
  try {
    const host = await hostProcess({
      app: options.app,
      data: surroundings.hostData,
      port: options.port ?? 0,
      env: surroundings.settings,
    });
    options.onPart?.("host");
    return {
      url: host.url,
      topicUrl: surroundings.topicUrl,
      ended: host.ended,
      async close() {
        try {
          await host.close();
        } finally {
          await surroundings.close();
        }
      },
    };
  } catch (error) {
    await surroundings.close();
    throw error;
  }
}
