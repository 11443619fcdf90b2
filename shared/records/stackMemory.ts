import { canonicalJson } from "../canonicalJson.js";
import type { ArtifactRef } from "../contracts/artifact.js";
import type { AppliedRecord } from "../contracts/evidence.js";
import type { Digest } from "../contracts/identity.js";
import type { SecretsHistory, StackMemory } from "../contracts/memory.js";
import type { ResolvedPlan, SecretBinding } from "../contracts/plan.js";
import type { RunInput } from "../contracts/run.js";
import { memoryOrigin } from "./memoryOrigin.js";
import { namedOutputs } from "./outputMap.js";
import { cloudResources } from "./provisionedResources.js";
import { rememberedSecrets } from "./rememberedSecrets.js";
import { vaultUriOf } from "./secretBindings.js";

/** What an apply leaves to be remembered, after `previous`. Source: specification section 11.2. */
export function stackMemory(
  run: RunInput,
  done: {
    readonly plan: Pick<ResolvedPlan, "secrets">;
    readonly rendered: ArtifactRef;
    readonly applied: AppliedRecord;
    readonly at: string;
  },
  previous: StackMemory | undefined,
  digest: Digest,
): StackMemory {
  const { plan, rendered, applied, at } = done;
  const { component, environment, region, stack } = run.stack;
  const outputs = namedOutputs(applied);
  const outputsHash = digest(canonicalJson(outputs));
  const isSame = previous?.stack_history.outputs_hash === outputsHash;
  return {
    version: 1,
    token: applied.fencingToken,
    stack_history: {
      ...memoryOrigin(run),
      component,
      environment,
      region,
      stack,
      last_modified: at,
      resource_count: cloudResources(applied).length,
      outputs_hash: outputsHash,
    },
    output_map: {
      ...memoryOrigin(run),
      stack,
      outputs,
      revision: previous === undefined ? 1 : previous.output_map.revision + (isSame ? 0 : 1),
    },
    secrets_injection: {
      ...memoryOrigin(run),
      vault_uri: vaultUriOf(applied) ?? null,
      secret_refs: plan.secrets.map(({ name }) => name).sort(),
      mount_strategy: commonMount(plan.secrets),
      secrets: rememberedSecrets(plan.secrets),
    },
    cluster_versions: clusterVersions(applied),
    outside_network: outsideNetwork(applied),
    rendered,
  };
}

/** A cluster is known to be there only when an apply left it behind: a plan may not have come to it. */
function clusterVersions({ resources }: AppliedRecord): Record<string, string> {
  return Object.fromEntries(
    resources.flatMap(({ type, name, inputs: { kubernetesVersion } }) =>
      type === "azure-native:containerservice:ManagedCluster" && typeof kubernetesVersion === "string"
        ? [[name, kubernetesVersion]]
        : [],
    ),
  );
}

/** What runs workloads and could be put into a network only by being replaced. */
function outsideNetwork({ resources }: AppliedRecord): string[] {
  const outside = resources.filter(({ type, inputs: { agentPoolProfiles, vnetConfiguration } }) => {
    if (type === "azure-native:app:ManagedEnvironment") return vnetConfiguration === undefined;
    if (type !== "azure-native:containerservice:ManagedCluster") return false;
    const [pool] = Array.isArray(agentPoolProfiles) ? (agentPoolProfiles as readonly unknown[]) : [];
    return typeof pool !== "object" || pool === null || !("vnetSubnetID" in pool);
  });
  return outside.map(({ name }) => name).sort();
}

function commonMount(secrets: readonly SecretBinding[]): SecretsHistory["mount_strategy"] {
  const [first, ...others] = new Set(secrets.map(({ mountStrategy }) => mountStrategy));
  return others.length > 0 ? "mixed" : (first ?? null);
}
