import type { Digest } from "../../shared/contracts/identity.js";
import { ResolvedPlan, type RenderedStack } from "../../shared/contracts/plan.js";
import type { Fault } from "../../shared/contracts/problem.js";
import type { Artifacts, Ledger } from "../../shared/ports/records.js";
import { runPaths } from "../../shared/records/runPaths.js";
import { renderSource } from "../../shared/rendering/renderSource.js";
import type { StepInput, StepResult } from "../stepResult.js";
import { putDocument, readDocument } from "./documents.js";
import { recall } from "./stackMemory.js";

export interface RenderPorts {
  readonly artifacts: Artifacts;
  readonly ledger: Ledger;
  readonly digest: Digest;
  /** Which build of the application renders: another one may render the same plan in another way. */
  readonly build: string;
  readonly render: (plan: ResolvedPlan) => RenderedStack;
  readonly renderedFaults: (stack: RenderedStack, plan: ResolvedPlan) => readonly Fault[];
}

/**
 * Step `run.render`. Safe to repeat: rendering is pure, so the same plan gives the same bytes under the same name. What
 * the stack's last apply was rendered from need not be rendered again: the memory of the stack knows its name.
 */
export const render =
  ({ artifacts, ledger, digest, build, render: renderStack, renderedFaults }: RenderPorts) =>
  async ({ run, plan }: StepInput<"render">): Promise<StepResult<"render">> => {
    const [resolved, memory, kept] = await Promise.all([
      readDocument(artifacts, plan, ResolvedPlan),
      recall(ledger, run),
      artifacts.list(runPaths.renderings(run.stack.path)),
    ]);
    const name = runPaths.rendering(run.stack.path, digest(`${build}\n${renderSource(resolved)}`));
    const isKept = kept.some((file) => file.name === name);
    if (isKept && memory?.rendered.name === name) return { kind: "rendered", rendered: memory.rendered };

    const stack = renderStack(resolved);
    const faults = renderedFaults(stack, resolved);
    if (faults.length > 0) return { kind: "invalid", faults: [...faults] };
    return { kind: "rendered", rendered: await putDocument(artifacts, name, stack, run.traceId) };
  };
