import type { SecretBinding } from "../contracts/plan.js";
import type { Fault } from "../contracts/problem.js";
import { nameProblems } from "../naming/nameProblems.js";
import type { PlanContext } from "./planContext.js";
import { resolved, type Resolution } from "./resolution.js";
import { byRule, type Why } from "./why.js";

/**
 * How each secret of the request comes into the stack's vault and from there to a workload, without its value.
 * The secret's name in the vault is the request's, in the characters a vault allows (`AUTH_SECRET` is `auth-secret`).
 * Source: specification section 7, `SecretsInjectionSkill`.
 */
export function injectSecrets(context: PlanContext): Resolution<SecretBinding[]> {
  const { request, environment, knowledge } = context;
  const bindings = request.secrets.map(({ name, vaultRef, mountStrategy }) => ({
    name,
    vaultRef,
    secretName: vaultSecretName(name),
    mountStrategy,
  }));
  const faults = bindings.flatMap(({ name, secretName, mountStrategy }, index): Fault[] => [
    ...nameProblems(secretName, "key-vault-secret", knowledge.naming).map((problem) => ({
      pointer: `#/secrets/${index}/name`,
      rule: "forbidden-name",
      detail: `The secret ${name}, in the vault ${JSON.stringify(secretName)}, ${problem}.`,
    })),
    ...(bindings.findIndex((other) => other.secretName === secretName) < index
      ? [duplicateSecret(`#/secrets/${index}/name`, name, secretName)]
      : []),
    ...(environment.mountStrategies.includes(mountStrategy)
      ? []
      : [
          {
            pointer: `#/secrets/${index}/mount_strategy`,
            rule: "forbidden-mount-strategy",
            detail: `${request.environment} does not mount secrets by ${mountStrategy}.`,
            remedy: `Choose one of ${environment.mountStrategies.join(", ")}.`,
          },
        ]),
  ]);
  return resolved(bindings, [], faults, whyOf(context));
}

function whyOf({ request, inputs }: PlanContext): Why {
  return Object.fromEntries(
    request.secrets.flatMap(({ name }, index) => {
      const field = (member: string, written: string) =>
        inputs(`/secrets/${index}/${member}`, `secrets[${index}].${written}`);
      const inVault = byRule("SecretsInjectionSkill", "the name in the characters that a vault allows", {
        replaced: { value: name },
      });
      return [
        [`${name}.name`, field("name", "name")],
        [`${name}.vaultRef`, field("vaultRef", "vault_ref")],
        [`${name}.secretName`, [...field("name", "name"), ...inVault]],
        [`${name}.mountStrategy`, field("mountStrategy", "mount_strategy")],
      ];
    }),
  );
}

/** Two secrets must not meet in one vault, nor one of them a cluster's kubeconfig. */
export function duplicateSecret(pointer: string, name: string, secretName: string): Fault {
  return {
    pointer,
    rule: "duplicate-secret",
    detail: `${name} would be ${secretName} in the vault, which another secret of the stack already is.`,
    remedy: "Give each secret a name of its own.",
  };
}

function vaultSecretName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
