import type { PlannedResource, SecretBinding } from "../contracts/plan.js";
import type { Topology } from "./expandTopology.js";
import { namedBy, nameIn, type PlanContext } from "./planContext.js";
import { resolved, type Resolution } from "./resolution.js";

type Vault = Extract<PlannedResource, { kind: "key-vault" }>;

/** The stack's key vault, seeded with the request's secrets by reference; empty when none is planned. */
export function planVault(
  context: PlanContext,
  { vault }: Topology,
  secrets: readonly SecretBinding[],
): Resolution<Vault[]> {
  if (vault === undefined) return resolved([]);
  const { keyVault } = context.knowledge;
  const { class: environmentClass } = context.environment;
  const name = nameIn(context, "key-vault");
  const access = vault.policy ?? keyVault.defaultAccess;
  const planned: Vault = {
    kind: "key-vault",
    logicalName: "vault",
    name: name.value,
    args: {
      access,
      purgeProtection: keyVault.purgeProtection[environmentClass],
      softDeleteRetentionInDays: keyVault.softDeleteRetentionInDays[environmentClass],
      secrets: secrets.map(({ secretName, vaultRef }) => ({ name: secretName, valueFrom: vaultRef })),
    },
    why: {
      vaultName: namedBy("key-vault"),
      access: vault.policy === undefined ? "key-vault.yaml: defaultAccess" : "request: policy",
      purgeProtection: `key-vault.yaml: ${environmentClass}`,
      softDeleteRetentionInDays: `key-vault.yaml: ${environmentClass}`,
      secrets: "request: secrets; values are read from the source vault when the stack runs",
    },
  };
  const correction = {
    action: "DefaultedAccess",
    field: "infra_plan.keyvault.policy",
    valueApplied: access,
    reason: "key-vault.yaml: defaultAccess",
  };
  return resolved([planned], [...name.corrections, ...(vault.policy === undefined ? [correction] : [])], name.faults);
}
