import type { SecretBinding } from "../contracts/plan.js";
import type { Correction, MountStrategy } from "../contracts/request.js";
import { nameProblems } from "../naming/nameProblems.js";
import { vaultSecretName } from "../naming/vaultSecretName.js";
import type { Topology } from "./expandTopology.js";
import { defaultMountStrategy } from "./mountStrategy.js";
import type { PlanContext } from "./planContext.js";
import type { PlanFault } from "./planFault.js";
import { resolved, type Resolution } from "./resolution.js";
import { byRule, type Chain, type Why } from "./why.js";

/**
 * How each secret of the request comes into the stack's vault and from there to a workload, without its value.
 * The secret's name in the vault is the request's, in the characters a vault allows (`AUTH_SECRET` is `auth-secret`).
 * Source: specification section 7, `SecretsInjectionSkill`.
 */
export function injectSecrets(context: PlanContext, topology: Topology): Resolution<SecretBinding[]> {
  const { request, environment, knowledge } = context;
  const usual = defaultMountStrategy(context, topology);
  const bindings = request.secrets.map(({ name, vaultRef, mountStrategy }) => ({
    name,
    vaultRef,
    secretName: vaultSecretName(name),
    mountStrategy: mountStrategy ?? usual.value,
  }));
  const faults = bindings.flatMap(({ secretName, mountStrategy }, index): PlanFault[] => [
    ...nameProblems(secretName, "key-vault-secret", knowledge.naming).map((problem): PlanFault => ({
      at: nameOf(index),
      rule: "forbidden-name",
      detail: `This secret's name in the vault ${problem}.`,
      remedy: "Give the secret a name of 1 to 127 letters, digits and hyphens.",
    })),
    ...(bindings.findIndex((other) => other.secretName === secretName) < index ? [duplicateSecret(index)] : []),
    ...(environment.mountStrategies.includes(mountStrategy)
      ? []
      : [
          {
            at: [`/secrets/${index}/mountStrategy`, "/environment"] as const,
            rule: "forbidden-mount-strategy",
            detail: `${request.environment} does not mount secrets by ${mountStrategy}.`,
            remedy: `Choose one of ${environment.mountStrategies.join(", ")}.`,
          },
        ]),
  ]);
  const assumed = request.secrets.flatMap(({ mountStrategy }, index): Correction[] =>
    mountStrategy === undefined ? [defaulted(index, usual.value)] : [],
  );
  return resolved(bindings, assumed, faults, whyOf(context, usual.why[""] ?? []));
}

function defaulted(index: number, strategy: MountStrategy): Correction {
  return {
    action: "DefaultedMountStrategy",
    field: `secrets[${index}].mount_strategy`,
    valueApplied: strategy,
    reason: "the secret does not say how it reaches the workload (environments.yaml)",
  };
}

function whyOf({ request, inputs }: PlanContext, usual: Chain): Why {
  return Object.fromEntries(
    request.secrets.flatMap(({ name, mountStrategy }, index) => {
      const field = (member: string, written: string) =>
        inputs(`/secrets/${index}/${member}`, `secrets[${index}].${written}`);
      // A secret without a name is called after its reference.
      const named = field("name", "name");
      const isGiven = named.some(({ kind }) => kind === "input" || kind === "overlay");
      const given = isGiven ? named : [...field("vaultRef", "vault_ref"), ...named];
      const inVault = byRule("SecretsInjectionSkill", "the name in the characters that a vault allows", {
        replaced: { value: name },
      });
      return [
        [`${name}.name`, given],
        [`${name}.vaultRef`, field("vaultRef", "vault_ref")],
        [`${name}.secretName`, [...given, ...inVault]],
        [`${name}.mountStrategy`, mountStrategy === undefined ? usual : field("mountStrategy", "mount_strategy")],
      ];
    }),
  );
}

/** Two secrets must not meet in one vault, nor one of them a cluster's kubeconfig. Names are not said: one may be a secret. */
export function duplicateSecret(index: number): PlanFault {
  return {
    at: nameOf(index),
    rule: "duplicate-secret",
    detail:
      "In the vault this secret would have the name of another secret of the stack, or of a cluster's kubeconfig.",
    remedy: "Give each secret a name of its own; case, hyphens and underscores make no difference.",
  };
}

/** A secret without a name is called after its reference. */
function nameOf(index: number): PlanFault["at"] {
  return [`/secrets/${index}/name`, `/secrets/${index}/vaultRef`];
}
