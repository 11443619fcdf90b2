import { createRequire } from "node:module";
import type * as Automation from "@pulumi/pulumi/automation/index.js";
import type { Job } from "../runnerMessages.js";
import type { Engine } from "./engineProcess.js";

/** Performs the job through the Automation API and returns the engine's exit code; events are told as they happen. */
export async function operate(
  { LocalWorkspace, Stack }: typeof Automation,
  job: Job,
  engine: Engine,
  onEvent: (event: Automation.EngineEvent) => void,
): Promise<number> {
  try {
    const workspace = await LocalWorkspace.create({
      workDir: process.cwd(),
      pulumiCommand: engine.command,
      envVars: { ...job.engineEnv },
      program: () => Promise.resolve({ ...(createRequire(job.program)(job.program) as Record<string, unknown>) }),
      ...(job.secretsProvider ? { secretsProvider: job.secretsProvider } : {}),
    });
    const stack = await (job.isNew ? Stack.create(job.stack, workspace) : Stack.select(job.stack, workspace));
    await perform(stack, job, (event) => {
      const severity: string | undefined = event.diagnosticEvent?.severity; // the SDK's type forgets "debug"
      if (severity !== "debug") onEvent(event); // most of all events, and unmasked
    });
    return engine.exitCode() ?? -1;
  } catch {
    return engine.exitCode() ?? -1; // what went wrong is in the engine's events or in its last words
  } finally {
    engine.close();
  }
}

function perform(
  stack: Automation.Stack,
  job: Job,
  onEvent: (event: Automation.EngineEvent) => void,
): Promise<unknown> {
  const options = { onEvent, suppressOutputs: true, suppressProgress: true, color: "never" } as const;
  switch (job.operation) {
    case "preview":
      return stack.preview({ ...options, plan: job.planFile });
    case "apply":
      return stack.up({ ...options, plan: job.planFile });
    case "refresh":
      return stack.refresh({ ...options, previewOnly: true });
    case "destroy":
      return stack.destroy(options);
  }
}
