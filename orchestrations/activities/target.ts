import type { ArtifactRef } from "../../shared/contracts/artifact.js";
import { RenderedStack, ResolvedPlan } from "../../shared/contracts/plan.js";
import type { Artifacts } from "../../shared/ports/records.js";
import type { StackTarget } from "../../shared/ports/stackEngine.js";
import { readDocument } from "./documents.js";

/** The engine's target, which is the rendered files and the vault references the program will ask for, and its plan. */
export async function readTarget(
  artifacts: Artifacts,
  { plan, rendered }: { readonly plan: ArtifactRef; readonly rendered: ArtifactRef },
): Promise<{ readonly target: StackTarget; readonly resolved: ResolvedPlan }> {
  const [stack, resolved] = await Promise.all([
    readDocument(artifacts, rendered, RenderedStack),
    readDocument(artifacts, plan, ResolvedPlan),
  ]);
  const secrets = resolved.secrets.map(({ vaultRef }) => vaultRef);
  return { target: { rendered: stack, secrets }, resolved };
}
