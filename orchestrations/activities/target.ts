import type { ArtifactRef } from "../../shared/contracts/artifact.js";
import { RenderedStack, ResolvedPlan } from "../../shared/contracts/plan.js";
import type { Artifacts } from "../../shared/ports/records.js";
import type { StackTarget } from "../../shared/ports/stackEngine.js";
import { readDocument } from "./documents.js";

/** The engine's target: the rendered files and the vault references the program will ask for. */
export async function readTarget(
  artifacts: Artifacts,
  { plan, rendered }: { readonly plan: ArtifactRef; readonly rendered: ArtifactRef },
): Promise<StackTarget> {
  const [stack, { secrets }] = await Promise.all([
    readDocument(artifacts, rendered, RenderedStack),
    readDocument(artifacts, plan, ResolvedPlan),
  ]);
  return { rendered: stack, secrets: secrets.map(({ vaultRef }) => vaultRef) };
}
