import type { PlannedResource, SecretBinding } from "../contracts/plan.js";
import type { Topology } from "./expandTopology.js";
import { logicalNameIn, nameIn, type PlanContext } from "./planContext.js";
import { writtenIn, type Planned } from "./planned.js";
import { resolved, type Resolution } from "./resolution.js";
import { below, byDefault, byRule } from "./why.js";

type Vault = Extract<PlannedResource, { kind: "key-vault" }>;

/** The stack's key vault, seeded with the request's secrets by reference; empty when none is planned. */
export function planVault(
  context: PlanContext,
  { vault }: Topology,
  secrets: readonly SecretBinding[],
): Resolution<Planned<Vault>[]> {
  if (vault === undefined) return resolved([]);
  const { keyVault } = context.knowledge;
  const { class: environmentClass } = context.environment;
  const { policy } = vault.entry;
  const name = nameIn(context, "key-vault");
  const access = policy ?? keyVault.defaultAccess;
  const planned: Planned<Vault> = {
    resource: {
      kind: "key-vault",
      logicalName: logicalNameIn(context, "vault"),
      name: name.value,
      region: context.site.name,
      args: {
        access,
        purgeProtection: keyVault.purgeProtection[environmentClass],
        softDeleteRetentionInDays: keyVault.softDeleteRetentionInDays[environmentClass],
        secrets: secrets.map(({ secretName, vaultRef }) => ({ name: secretName, valueFrom: vaultRef })),
      },
    },
    why: {
      "": vault.why,
      region: context.site.why,
      ...below("name", name.why),
      "args.access":
        policy === undefined
          ? byDefault("key-vault.yaml", "defaultAccess")
          : writtenIn(vault, "policy", "policy", context.inputs),
      "args.purgeProtection": byDefault("key-vault.yaml", `purgeProtection.${environmentClass}`),
      "args.softDeleteRetentionInDays": byDefault("key-vault.yaml", `softDeleteRetentionInDays.${environmentClass}`),
      "args.secrets": byRule(
        "SecretsInjectionSkill",
        "request: secrets; values are read from the source vault when the stack runs",
      ),
    },
  };
  const correction = {
    action: "DefaultedAccess",
    field: "infra_plan.keyvault.policy",
    valueApplied: access,
    reason: "key-vault.yaml: defaultAccess",
  };
  return resolved([planned], [...name.corrections, ...(policy === undefined ? [correction] : [])], name.faults);
}
