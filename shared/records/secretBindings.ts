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
  const vaultUri = applied && vaultUriOf(applied);
  return {
    ...runMetadata(run),
    secrets: plan.secrets.map(({ name, vaultRef, secretName, mountStrategy }) => ({
      name,
      source: "azure-keyvault",
      vault_uri: vaultUri ?? null,
      vault_ref: vaultRef,
      secret_name: secretName,
      mount_strategy: mountStrategy,
      status: vaultUri === undefined ? "pending" : "bound",
    })),
  };
}

/** Address of the vault that an apply left behind, ending in a slash; `undefined` when there is none. */
export function vaultUriOf({ outputs }: Pick<AppliedRecord, "outputs">): string | undefined {
  const uri = outputs["key_vault_uri"]?.value;
  if (typeof uri !== "string") return undefined;
  return uri.endsWith("/") ? uri : `${uri}/`;
}
