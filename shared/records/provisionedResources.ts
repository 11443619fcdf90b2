import type { AppliedRecord } from "../contracts/evidence.js";
import type { RunInput } from "../contracts/run.js";
import { agentName, runMetadata } from "./runMetadata.js";

const isCloudResource = ({ type }: { readonly type: string }): boolean =>
  type.startsWith("azure-native:") && !type.startsWith("pulumi:providers:");

/** Every resource of the stack that exists in the cloud. */
export function cloudResources<T extends { readonly type: string }>(applied: {
  readonly resources: readonly T[];
}): T[] {
  return applied.resources.filter(isCloudResource);
}

/** The full list of resources with their ids and tags (`provisioned-resources.json`). */
export function provisionedResources(run: RunInput, applied: AppliedRecord): Record<string, unknown> {
  return {
    ...runMetadata(run),
    resources: cloudResources(applied).map(({ urn, type, name, id, inputs }) => ({
      type,
      name,
      id: id ?? null,
      urn,
      tags: inputs["tags"] ?? null,
    })),
  };
}

/** The deployment snapshot for audit (`provisioning-output.json`). Source: specification section 4.5. */
export function provisioningOutput(run: RunInput, applied: AppliedRecord): Record<string, unknown> {
  return {
    ...runMetadata(run),
    project: run.stack.project,
    stack: run.stack.stack,
    provisioned_by: agentName,
    resource_count: cloudResources(applied).length,
    changes: applied.changes,
    state_digest: applied.stateDigest,
    resources: cloudResources(applied).map(({ type, name }) => ({ type, name })),
  };
}
