import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hostProcess, type HostProcess } from "../../local/world/hostProcess.js";
import { startSurroundings, type Surroundings } from "../../local/world/surroundings.js";
import { RunView } from "../../shared/contracts/run.js";

const app = fileURLToPath(new URL("../..", import.meta.url));

/** The whole service in a folder of its own, with a host that can be killed and started again. */
export interface Service {
  readonly surroundings: Surroundings;
  readonly host: () => HostProcess;
  /** Calls the API; `as` names a person. */
  call(
    method: "GET" | "POST",
    path: string,
    options?: { body?: unknown; as?: string; headers?: Record<string, string> },
  ): Promise<{ status: number; body: unknown; headers: Headers }>;
  run(runId: string): Promise<RunView>;
  /** Polls until the run's view satisfies the condition. @throws when it does not within two minutes. */
  until(runId: string, condition: (run: RunView) => boolean): Promise<RunView>;
  /** Starts the host again after it was ended, with more settings if given. */
  startHost(more?: Record<string, string>): Promise<void>;
  close(): Promise<void>;
}

/** Starts the service. The pulumi executable comes from PROVISIONER_PULUMI_CLI, as `npm test` sets it. */
export async function startService(more: Record<string, string> = {}): Promise<Service> {
  const cliPath = process.env["PROVISIONER_PULUMI_CLI"];
  if (!cliPath) throw new Error("PROVISIONER_PULUMI_CLI is not set: run the tests with `npm test`");
  const data = await mkdtemp(join(tmpdir(), "service-"));
  const surroundings = await startSurroundings({ app, data, cliPath });
  let host: HostProcess | undefined;
  const startHost = async (settings: Record<string, string> = {}): Promise<void> => {
    host = await hostProcess({
      app,
      data: surroundings.hostData,
      port: 0,
      env: { ...surroundings.settings, ...more, ...settings },
    });
  };
  await startHost();

  const running = (): HostProcess => {
    if (!host) throw new Error("the host was never started");
    return host;
  };
  const call: Service["call"] = async (method, path, { body, as, headers = {} } = {}) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(new URL(path, running().url), {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(as ? { "x-provisioner-user": as } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: text }),
    });
    const answer = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    return {
      status: response.status,
      body: isJson ? (JSON.parse(answer) as unknown) : answer,
      headers: response.headers,
    };
  };
  const run = async (runId: string): Promise<RunView> => RunView.parse((await call("GET", `/api/runs/${runId}`)).body);
  return {
    surroundings,
    host: running,
    call,
    run,
    async until(runId, condition) {
      for (const deadline = Date.now() + 120_000; Date.now() < deadline;) {
        const view = await run(runId);
        if (condition(view)) return view;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`run ${runId} is at: ${JSON.stringify(await run(runId))}`);
    },
    startHost,
    async close() {
      await host?.close();
      await surroundings.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}

export const isWaiting = (run: RunView): boolean => run.gate !== undefined;
export const isEnded = (run: RunView): boolean => run.finishedAt !== undefined;
