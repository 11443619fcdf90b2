import { watch } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import type { Service } from "../../test/kit/service.js";

/** A line that the service's telemetry writes when a step of a run is done. */
export interface StepLine {
  readonly runId: string;
  readonly step: string;
  readonly durationMs: number;
}

const Line = z
  .object({ event: z.string().regex(/^run\.\w+\.done$/), execution_id: z.string(), duration_ms: z.number() })
  .transform(({ event, execution_id, duration_ms }) => ({
    runId: execution_id,
    step: event.split(".")[1] ?? "",
    durationMs: duration_ms,
  }));

/** The steps of a service as they are done, each line read once. */
export interface StepLines {
  /** All so far, in order. */
  readonly seen: readonly StepLine[];
  /** Waits for a line without asking the service anything: woken by the file itself. */
  until(wanted: (line: StepLine) => boolean, patienceMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Follows the telemetry file of a service. */
export async function followSteps(service: Service): Promise<StepLines> {
  const path = service.surroundings.settings["PROVISIONER_TELEMETRY_FILE"] ?? "";
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, "a+"); // the service may not have written a line yet
  const seen: StepLine[] = [];
  let readBytes = 0;
  let rest = "";
  let wake = (): void => undefined;
  const watcher = watch(path, () => {
    wake();
  });

  async function readOn(): Promise<void> {
    const { size } = await file.stat();
    const { bytesRead, buffer } = await file.read(Buffer.alloc(size - readBytes), 0, size - readBytes, readBytes);
    readBytes += bytesRead;
    const lines = (rest + buffer.toString("utf8", 0, bytesRead)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const parsed = Line.safeParse(JSON.parse(line));
      if (parsed.success) seen.push(parsed.data);
    }
  }

  return {
    seen,
    async until(wanted, patienceMs) {
      const deadlineMs = Date.now() + patienceMs;
      for (;;) {
        const changed = new Promise<void>((resolve) => {
          wake = resolve;
        });
        await readOn();
        if (seen.some(wanted)) return;
        const leftMs = deadlineMs - Date.now();
        if (leftMs <= 0) throw new Error("the step that was waited for was not done in time");
        const tired = setTimeout(() => {
          wake();
        }, leftMs);
        await changed;
        clearTimeout(tired);
      }
    },
    async close() {
      watcher.close();
      await file.close();
    },
  };
}
