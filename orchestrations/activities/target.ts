import type { RenderedStack, ResolvedPlan } from "../../shared/contracts/plan.js";
import type { StackTarget } from "../../shared/ports/stackEngine.js";

/** The engine's target: the rendered files and the vault references the program will ask for. */
export function targetOf(rendered: RenderedStack, plan: ResolvedPlan): StackTarget {
  return { rendered, secrets: plan.secrets.map(({ vaultRef }) => vaultRef) };
}
