import { z } from "zod";
import { BlueprintId, ComponentName, Environment, ExecutionId, RegionName, TraceId } from "./identity.js";

export const MountStrategy = z.enum(["env", "volume", "vault-agent-sidecar"]);
export type MountStrategy = z.infer<typeof MountStrategy>;

/** A secret by reference: never its value. */
export const SecretReference = z.strictObject({
  name: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,126}$/),
  vaultRef: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,126}$/),
  mountStrategy: MountStrategy,
});
export type SecretReference = z.infer<typeof SecretReference>;

/** One entry of the infrastructure plan, whichever of its three forms it was written in. */
export const PlanEntry = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("aks"),
    size: z.enum(["small", "standard", "large"]).optional(),
    nodeCount: z.int().min(1).max(100).optional(),
    /** Text, never a number: `1.30` is not `1.3`. */
    kubernetesVersion: z
      .string()
      .regex(/^1\.\d{2}(\.\d{1,2})?$/)
      .optional(),
  }),
  z.strictObject({ kind: z.literal("keyvault"), policy: z.enum(["app-only", "rbac"]).optional() }),
  z.strictObject({
    kind: z.literal("storage"),
    tier: z.enum(["standard", "hot", "cool", "premium"]).optional(),
    containers: z
      .array(z.string().regex(/^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){1,61}[a-z0-9]$/))
      .max(100)
      .optional(),
  }),
  z.strictObject({ kind: z.literal("dns"), fqdn: z.string() }),
  z.strictObject({ kind: z.literal("monitoring"), retentionDays: z.int().min(30).max(730).optional() }),
]);
export type PlanEntry = z.infer<typeof PlanEntry>;
export type PlanKind = PlanEntry["kind"];

/** What a caller asks for, after every accepted spelling was brought to one form. */
export const ProvisionRequest = z.strictObject({
  version: z.literal(1),
  traceId: TraceId,
  executionId: ExecutionId,
  blueprintId: BlueprintId,
  component: ComponentName,
  /** The calling agent as the input names it (`agent_origin`), or the authenticated caller. */
  requestedBy: z.string(),
  cloudProvider: z.literal("azure"),
  environment: Environment,
  region: RegionName,
  regions: z.strictObject({
    primary: RegionName,
    secondary: RegionName.optional(),
    zones: z.array(z.enum(["1", "2", "3"])),
  }),
  resourceGroup: z.string().optional(),
  resourcePrefix: z.string().optional(),
  autoProceed: z.boolean(),
  manualApprovalRequired: z.boolean(),
  fallbackRegion: RegionName.optional(),
  infraPlan: z.array(PlanEntry).min(1).max(200),
  replication: z.strictObject({
    storage: z.enum(["local", "zone-redundant", "geo-redundant"]).optional(),
    dns: z.enum(["single", "failover"]).optional(),
    observability: z.enum(["single-region", "dual-region"]).optional(),
  }),
  secrets: z.array(SecretReference).max(100),
  tags: z.record(z.string(), z.string()),
  constraints: z.strictObject({
    maxAksClusters: z.int().optional(),
    maxNodesPerCluster: z.int().optional(),
    requireTags: z.array(z.string()),
  }),
  tenantId: z.string().optional(),
});
export type ProvisionRequest = z.infer<typeof ProvisionRequest>;

/** A default or change the system made to an input: recorded, never silent. */
export const Correction = z.object({
  /** As the specification names them: `AutoCorrectedMissingPrefix`, `NormalisedEnvironment`. */
  action: z.string(),
  field: z.string(),
  valueBefore: z.unknown().optional(),
  valueApplied: z.unknown(),
  reason: z.string(),
});
export type Correction = z.infer<typeof Correction>;

/** A request with everything that was corrected on the way in. */
export const AcceptedRequest = z.object({ request: ProvisionRequest, corrections: z.array(Correction) });
export type AcceptedRequest = z.infer<typeof AcceptedRequest>;
