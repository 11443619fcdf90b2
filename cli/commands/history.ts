import { HistoryPage } from "../../shared/contracts/answers.js";
import type { StackMemory } from "../../shared/contracts/memory.js";
import type { Api } from "../api.js";
import { BadInput } from "../badInput.js";
import { exitCodes, type ExitCode } from "../exitCodes.js";
import type { Terminal } from "../terminal.js";

/** `cs-stack history <component>/<environment>/<region>[/<tenant>]`: what was applied to a stack, newest first. */
export async function history(
  api: Api,
  out: Terminal,
  stack: string,
  { limit }: { readonly limit: number },
): Promise<ExitCode> {
  const parts = stack.split("/");
  const [component = "", environment = "", region = "", tenant] = parts;
  if (parts.length < 3 || parts.length > 4 || parts.includes(""))
    throw new BadInput(
      `${stack} names no stack. Write component, environment and region, such as authservice/staging/westeurope; a tenant's stack has the tenant after them.`,
    );
  const query = new URLSearchParams({ limit: String(limit), ...(tenant === undefined ? {} : { tenant }) });
  const path = [component, environment, region].map(encodeURIComponent).join("/");
  const reply = await api.call("GET", `/api/stacks/${path}/history?${query.toString()}`);
  out.json(reply.json);
  const { value, nextLink } = HistoryPage.parse(reply.json);
  for (const memory of value) tell(memory, out);
  if (nextLink !== undefined) out.line(out.colors.dim("… there are more: raise --limit"));
  return exitCodes.success;
}

/** One apply: when it was and what it left, then each secret with the way it reaches a workload. */
function tell({ stack_history: apply, output_map, secrets_injection }: StackMemory, out: Terminal): void {
  const { bold, dim, cyan } = out.colors;
  const count = `${apply.resource_count} resource${apply.resource_count === 1 ? "" : "s"}`;
  out.line(`${bold(`revision ${output_map.revision}`)}  ${apply.last_modified}  ${count}`);
  out.line(dim(`  run ${apply.execution_id}, trace ${apply.trace_id}, outputs ${apply.outputs_hash.slice(0, 12)}`));
  for (const [name, { vault_ref, mount_strategy }] of Object.entries(secrets_injection.secrets))
    out.line(`  ${cyan(name)} ${dim(`from ${vault_ref} by ${mount_strategy}`)}`);
}
