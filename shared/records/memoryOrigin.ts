import type { RunInput } from "../contracts/run.js";
import { agentName } from "./runMetadata.js";

/** Which run an object of the memory comes from. Source: specification section 11.4. */
export function memoryOrigin({ traceId, runId }: RunInput): {
  readonly agent_origin: string;
  readonly trace_id: string;
  readonly execution_id: string;
} {
  return { agent_origin: agentName, trace_id: traceId, execution_id: runId };
}
