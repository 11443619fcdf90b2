import { readFile } from "node:fs/promises";
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

/** All steps that a service has done so far, in order. */
export async function stepLines(service: Service): Promise<StepLine[]> {
  const text = await readFile(service.surroundings.settings["PROVISIONER_TELEMETRY_FILE"] ?? "", "utf8").catch(
    () => "",
  );
  const complete = text.split("\n").slice(0, -1);
  return complete.flatMap((line) => {
    const parsed = Line.safeParse(JSON.parse(line));
    return parsed.success ? [parsed.data] : [];
  });
}
