import type { PlannedKind, PlannedResource, ResolvedPlan } from "../contracts/plan.js";
import { literal, object, reference, template, variableOf, type Code } from "./code.js";

/**
 * The manifest by which a cluster's vault agent brings secrets to a workload's side: data that a deployment applies as
 * it is, in the workload's namespace. On AKS the agent is the Key Vault provider of the secrets store driver, which every
 * cluster here runs; it signs in as the identity that the workload acts as. `undefined` when no secret asks for the agent,
 * or no cluster of the vault's region runs one.
 * Source: specification section 7 (`vault-agent-sidecar`),
 * https://azure.github.io/secrets-store-csi-driver-provider-azure/docs/configurations/identity-access-modes/workload-identity-mode/
 */
export function vaultAgentManifest(vault: PlannedResource, { resources, secrets }: ResolvedPlan): Code | undefined {
  if (vault.kind !== "key-vault") return undefined;
  const brought = secrets.filter(({ mountStrategy }) => mountStrategy === "vault-agent-sidecar");
  const beside = <K extends PlannedKind>(kind: K): Extract<PlannedResource, { kind: K }> | undefined =>
    resources.find(
      (each): each is Extract<PlannedResource, { kind: K }> => each.kind === kind && each.region === vault.region,
    );
  const identity = beside("workload-identity");
  const workload = identity?.args.federatedCredentials[0];
  if (brought.length === 0 || identity === undefined || workload === undefined) return undefined;
  const of = (resource: PlannedResource, property: string): Code =>
    reference(variableOf(resource.logicalName), property);
  return object({
    apiVersion: literal("secrets-store.csi.x-k8s.io/v1"),
    kind: literal("SecretProviderClass"),
    metadata: object({ name: literal("vault-agent"), namespace: literal(workload.namespace) }),
    spec: object({
      provider: literal("azure"),
      parameters: object({
        keyvaultName: of(vault, "vaultName"),
        clientID: of(identity, "clientId"),
        tenantId: of(identity, "tenantId"),
        objects: template(objectsOf(brought.map(({ secretName }) => secretName))),
      }),
    }),
  });
}

/** The provider reads a YAML list of YAML texts; names of vault secrets need no quotes in either. */
function objectsOf(names: readonly string[]): string {
  return ["array:", ...names.map((name) => `  - |\n    objectName: ${name}\n    objectType: secret`), ""].join("\n");
}
