import type { RunInput } from "../contracts/run.js";

/** Name of this agent wherever a contract of the specification shows one. */
export const agentName = "cloud-provisioner-agent";

type Embedded = "trace_id" | "execution_id" | "blueprint_id" | "stack_id" | "agent_origin" | "environment" | "region";

/** What every artifact embeds. Source: specification section 4.7. */
export function runMetadata({ traceId, runId, blueprintId, stack }: RunInput): Record<Embedded, string> {
  return {
    trace_id: traceId,
    execution_id: runId,
    blueprint_id: blueprintId,
    stack_id: `${stack.project}/${stack.stack}`,
    agent_origin: agentName,
    environment: stack.environment,
    region: stack.region,
  };
}

/** What every event, span and log line of a run carries besides. Source: specification section 15. */
export function telemetryMetadata(run: RunInput): Record<string, string> {
  return {
    ...runMetadata(run),
    agent: agentName,
    component: run.stack.component,
    stack: run.stack.label,
    provisioning_type: "automated",
  };
}
