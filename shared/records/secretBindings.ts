import type { AppliedRecord } from "../contracts/evidence.js";
import type { ResolvedPlan } from "../contracts/plan.js";
import type { RunInput } from "../contracts/run.js";
import { runMetadata } from "./runMetadata.js";

/** How each secret reaches a workload (`secret-bindings.json`); values are nowhere in it. */
export function secretBindings(
  run: RunInput,
  plan: ResolvedPlan,
  applied: AppliedRecord | undefined,
): Record<string, unknown> {
  const vaultUri = applied?.outputs["key_vault_uri"]?.value;
  return {
    ...runMetadata(run),
    secrets: plan.secrets.map(({ name, vaultRef, secretName, mountStrategy }) => ({
      name,
      source: "azure-keyvault",
      vault_uri: typeof vaultUri === "string" ? withSlash(vaultUri) : null,
      vault_ref: vaultRef,
      secret_name: secretName,
      mount_strategy: mountStrategy,
      status: typeof vaultUri === "string" ? "bound" : "pending",
    })),
  };
}

function withSlash(uri: string): string {
  return uri.endsWith("/") ? uri : `${uri}/`;
}
