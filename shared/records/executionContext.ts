import type { ChangeSummary } from "../contracts/change.js";
import type { ExecutionContext } from "../contracts/memory.js";
import type { RenderedStack, ResolvedPlan } from "../contracts/plan.js";
import type { RunInput } from "../contracts/run.js";
import { kindOf, moduleOf } from "../planning/selectTemplates.js";
import { memoryOrigin } from "./memoryOrigin.js";
import { rememberedSecrets } from "./rememberedSecrets.js";

/** What a run knows once it is previewed. Source: specification section 11.1. */
export function executionContext(
  run: RunInput,
  plan: ResolvedPlan,
  rendered: RenderedStack,
  changes: ChangeSummary,
): ExecutionContext {
  const { create, update, replace, delete: deleted, same } = changes;
  const staying = update + replace + same;
  return {
    ...memoryOrigin(run),
    resolved_stack_name: `${run.stack.project}/${run.stack.stack}`,
    template_plan: plan.resources.map((resource) => ({
      logical_name: resource.logicalName,
      kind: kindOf(resource),
      module: moduleOf(resource),
    })),
    rendered_files: { digest: rendered.digest, names: Object.keys(rendered.files) },
    secrets_map: rememberedSecrets(plan.secrets),
    resource_counts: { before: staying + deleted, after: staying + create },
  };
}
