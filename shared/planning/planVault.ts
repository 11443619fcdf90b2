import type { PlannedResource, SecretBinding } from "../contracts/plan.js";
import type { Topology } from "./expandTopology.js";
import { byClass, logicalNameIn, nameIn, type PlanContext } from "./planContext.js";
import { writtenIn, type Planned } from "./planned.js";
import { resolved, type Resolution } from "./resolution.js";
import { below, byDefault, byRule, type Chain, type Why } from "./why.js";
import { workloadHosts } from "./workloadHosts.js";

type Vault = Extract<PlannedResource, { kind: "key-vault" }>;

type Access = Vault["args"]["access"];

/** The stack's key vault, seeded with the request's secrets by reference; empty when none is planned. */
export function planVault(
  context: PlanContext,
  topology: Topology,
  secrets: readonly SecretBinding[],
): Resolution<Planned<Vault>[]> {
  const { vault } = topology;
  if (vault === undefined) return resolved([]);
  const { keyVault } = context.knowledge;
  const { class: environmentClass } = context.environment;
  const name = nameIn(context, "key-vault");
  const access = vaultAccess(context, topology, vault);
  const planned: Planned<Vault> = {
    resource: {
      kind: "key-vault",
      logicalName: logicalNameIn(context, "vault"),
      name: name.value,
      region: context.site.name,
      args: {
        access: access.value,
        purgeProtection: keyVault.purgeProtection[environmentClass],
        softDeleteRetentionInDays: keyVault.softDeleteRetentionInDays[environmentClass],
        secrets: secrets.map(({ secretName, vaultRef }) => ({ name: secretName, valueFrom: vaultRef })),
      },
    },
    why: {
      "": vault.why,
      region: context.site.why,
      ...below("name", name.why),
      ...below("args.access", access.why),
      "args.purgeProtection": byClass(context, "key-vault.yaml", `purgeProtection.${environmentClass}`),
      "args.softDeleteRetentionInDays": byClass(
        context,
        "key-vault.yaml",
        `softDeleteRetentionInDays.${environmentClass}`,
      ),
      ...below("args.secrets", secretsWhy(context)),
    },
  };
  return resolved([planned], [...name.corrections, ...access.corrections], name.faults);
}

/**
 * How a vault lets readers in. One for applications only lets in nobody but whom its own list names, and the list is
 * part of the vault: it cannot name an identity of the same stack, which needs the cluster, which needs the vault. Where
 * the stack has an identity that reads the secrets, a role on the vault alone lets it in, and nobody else.
 */
function vaultAccess(
  context: PlanContext,
  topology: Topology,
  vault: NonNullable<Topology["vault"]>,
): Resolution<Access> {
  const { knowledge, inputs } = context;
  const field = "infra_plan.keyvault.policy";
  const { policy } = vault.entry;
  if (policy === undefined) {
    const { defaultAccess } = knowledge.keyVault;
    const reason = "key-vault.yaml: defaultAccess";
    return resolved(defaultAccess, [{ action: "DefaultedAccess", field, valueApplied: defaultAccess, reason }], [], {
      "": byDefault("key-vault.yaml", "defaultAccess"),
    });
  }
  const written: Chain = writtenIn(vault, "policy", "policy", inputs);
  const isNamed = topology.described.some(({ entry }) => entry.of === "managed-identity");
  const hasReader = isNamed || workloadHosts(context, topology).length > 0;
  if (policy === "rbac" || !hasReader) return resolved(policy, [], [], { "": written });
  const reason = "the stack's own identity reads the secrets by a role; a vault for applications only takes none";
  const correction = { action: "GrantedVaultAccessByRole", field, valueBefore: policy, valueApplied: "rbac", reason };
  const byRole = byRule("AccessPolicyComposerSkill", reason, { replaced: { value: policy } });
  return resolved("rbac", [correction], [], { "": [...written, ...byRole] });
}

/** Each secret by the request's name and reference for it. */
function secretsWhy({ request, inputs }: PlanContext): Why {
  if (request.secrets.length === 0) return { "": byRule("SecretsInjectionSkill", "the request has no secrets") };
  return Object.fromEntries(
    request.secrets.map((_, index) => {
      const written = (member: string, field: string): Chain =>
        inputs(`/secrets/${index}/${member}`, `secrets[${index}].${field}`);
      const from = [...written("name", "name"), ...written("vaultRef", "vault_ref")];
      return [
        String(index),
        byRule("SecretsInjectionSkill", "request: secrets; values are read from the source vault when the stack runs", {
          from,
        }),
      ];
    }),
  );
}
