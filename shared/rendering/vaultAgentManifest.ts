import type { PlannedResource, ResolvedPlan } from "../contracts/plan.js";
import { literal, object, reference, variableOf, type Code } from "./code.js";

/**
 * The manifest by which a cluster's vault agent brings secrets to a workload's side: data that a deployment applies as
 * it is. On AKS the agent is the Key Vault provider of the secrets store driver, which every cluster here runs; it signs
 * in as the stack's own identity where the stack has one. `undefined` when no secret asks for the agent.
 * Source: specification section 7 (`vault-agent-sidecar`),
 * https://learn.microsoft.com/azure/aks/csi-secrets-store-identity-access
 */
export function vaultAgentManifest(vault: PlannedResource, { resources, secrets }: ResolvedPlan): Code | undefined {
  if (vault.kind !== "key-vault") return undefined;
  const brought = secrets.filter(({ mountStrategy }) => mountStrategy === "vault-agent-sidecar");
  if (brought.length === 0) return undefined;
  const identity = resources.find(({ kind, region }) => kind === "workload-identity" && region === vault.region);
  const of = (resource: PlannedResource, property: string): Code =>
    reference(variableOf(resource.logicalName), property);
  return object({
    apiVersion: literal("secrets-store.csi.x-k8s.io/v1"),
    kind: literal("SecretProviderClass"),
    metadata: object({ name: literal("vault-agent") }),
    spec: object({
      provider: literal("azure"),
      parameters: object({
        keyvaultName: of(vault, "vaultName"),
        ...(identity ? { clientID: of(identity, "clientId"), tenantId: of(identity, "tenantId") } : {}),
        objects: literal(objectsOf(brought.map(({ secretName }) => secretName))),
      }),
    }),
  });
}

/** The provider reads a YAML list of YAML texts; names of vault secrets need no quotes in either. */
function objectsOf(names: readonly string[]): string {
  return ["array:", ...names.map((name) => `  - |\n    objectName: ${name}\n    objectType: secret`), ""].join("\n");
}
