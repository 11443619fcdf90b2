import type { OutputReference, PlannedResource } from "../contracts/plan.js";
import { logicalNameIn, nameIn, type PlanContext } from "./planContext.js";
import type { Planned } from "./planned.js";
import { resolved, type Resolution } from "./resolution.js";
import { below, byDefault, byRule } from "./why.js";

type Of<K extends PlannedResource["kind"]> = Extract<PlannedResource, { kind: K }>;
type Identity = Of<"workload-identity">;
type Role = Identity["args"]["roles"][number];

/** What the workloads of one region run on and may use. */
export interface Reachable {
  readonly clusters: readonly Of<"aks">[];
  readonly vaults: readonly Of<"key-vault">[];
  readonly storages: readonly Of<"storage">[];
  /** Whether an environment for apps runs workloads that need this identity. */
  readonly hasApps: boolean;
  /** What entries of described kinds let the identity do. */
  readonly roles: readonly Role[];
}

/**
 * The identity that a component's workloads act as in clusters and apps, without a password: it may read the secrets of
 * the region's vault, read and write the blobs of the stack's accounts, do what entries of described kinds let it do, and
 * nothing else. Empty where nothing runs workloads.
 * Source: specification section 7, `AccessPolicyComposerSkill`.
 */
export function composeAccess(context: PlanContext, reachable: Reachable): Resolution<Planned<Identity>[]> {
  const { clusters, vaults, storages, hasApps } = reachable;
  if (clusters.length === 0 && !hasApps) return resolved([]);
  const name = nameIn(context, "workload-identity");
  const { namespace, serviceAccount } = workload(context);
  const roles: Role[] = [
    ...vaults.map(({ logicalName }) => roleOn(logicalName, "Key Vault Secrets User")),
    ...storages.map(({ logicalName }) => roleOn(logicalName, "Storage Blob Data Contributor")),
    ...reachable.roles,
  ];
  const planned: Planned<Identity> = {
    resource: {
      kind: "workload-identity",
      logicalName: logicalNameIn(context, "identity"),
      name: name.value,
      region: context.site.name,
      args: {
        roles,
        federatedCredentials: clusters.map(({ logicalName }) => ({
          name: logicalName,
          issuer: outputOf(logicalName, "oidcIssuerUrl"),
          ...{ namespace, serviceAccount },
        })),
      },
    },
    why: {
      "": byRule("AccessPolicyComposerSkill", "workloads act as an identity and store no password"),
      ...below("name", name.why),
      region: context.site.why,
      "args.roles": byRule("AccessPolicyComposerSkill", granted(vaults.length, storages.length, reachable.roles), {
        from: context.inputs("/infraPlan", "infra_plan"),
      }),
      "args.federatedCredentials":
        clusters.length > 0
          ? [...context.inputs("/component", "component"), ...byDefault("aks.yaml", "workload")]
          : byRule("AccessPolicyComposerSkill", "no cluster runs the workloads", {
              from: context.inputs("/infraPlan", "infra_plan"),
            }),
    },
  };
  const inferred = {
    action: "InferredIdentity",
    field: "infra_plan.identity",
    valueApplied: name.value,
    reason: "workloads act as an identity and store no password",
  };
  return resolved([planned], [...name.corrections, inferred], name.faults);
}

/** What the identity may do, in words. */
function granted(vaults: number, storages: number, roles: readonly Role[]): string {
  const rights = [
    ...(vaults > 0 ? ["reads the vault's secrets"] : []),
    ...(storages > 0 ? ["reads and writes the blobs"] : []),
    ...roles.map(({ role, scope }) => `has ${role} on ${scope.logicalName}`),
  ];
  return rights.length > 0 ? rights.join(", ") : "nothing in the stack takes a role of it";
}

function workload({ knowledge, site }: PlanContext): { readonly namespace: string; readonly serviceAccount: string } {
  const { namespace, serviceAccount } = knowledge.aks.workload;
  const filled = (pattern: string): string => pattern.replace("{component}", site.parts.component.short);
  return { namespace: filled(namespace), serviceAccount: filled(serviceAccount) };
}

function roleOn(logicalName: string, role: Role["role"]): Role {
  return { name: logicalName, role, scope: outputOf(logicalName, "id") };
}

function outputOf(logicalName: string, output: string): OutputReference {
  return { kind: "output", logicalName, output };
}
