import { z } from "zod";
import { KindName } from "./kindName.js";
import { Origin } from "./provenance.js";
import { BlueprintId, ComponentName, Environment, ExecutionId, RegionName, TraceId } from "./identity.js";

export const MountStrategy = z.enum(["env", "volume", "vault-agent-sidecar"]);
export type MountStrategy = z.infer<typeof MountStrategy>;

/** Name under which a workload finds a secret (`AUTH_SECRET`). */
export const SecretName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,126}$/);

/** Name by which a secret is looked up in a vault; the characters Key Vault allows. */
export const VaultReference = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,126}$/);

/** A secret by reference: never its value. */
export const SecretReference = z.strictObject({
  name: SecretName,
  vaultRef: VaultReference,
  /** Absent where policy decides. */
  mountStrategy: MountStrategy.optional(),
});
export type SecretReference = z.infer<typeof SecretReference>;

export const AksSize = z.enum(["small", "standard", "large"]);
export const NodeCount = z.int().min(1).max(100);
/** Text, never a number: `1.30` is not `1.3`. */
export const KubernetesVersion = z.string().regex(/^1\.\d{2}(\.\d{1,2})?$/);
/** Source: https://learn.microsoft.com/azure/aks/create-node-pools#limitations */
export const PoolName = z.string().regex(/^[a-z][a-z0-9]{0,11}$/);
export const Taint = z
  .string()
  .regex(/^[A-Za-z0-9._/-]{1,100}(=[A-Za-z0-9._-]{0,63})?:(NoSchedule|PreferNoSchedule|NoExecute)$/);

/** A pool of nodes for workloads. */
export const UserPool = z.strictObject({
  name: PoolName,
  size: AksSize.optional(),
  /** The fewest nodes, where `maxCount` lets Azure add some. */
  nodeCount: NodeCount.optional(),
  maxCount: NodeCount.optional(),
  taints: z.array(Taint).max(10).optional(),
});
export type UserPool = z.infer<typeof UserPool>;

/** How far Azure upgrades Kubernetes by itself. */
export const UpgradeChannel = z.enum(["none", "patch", "stable", "rapid", "node-image"]);
export const Weekday = z.enum(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]);

/** The hours of a week in which Azure may upgrade. Source: https://learn.microsoft.com/azure/aks/planned-maintenance */
export const MaintenanceWindow = z.strictObject({
  day: Weekday,
  /** `HH:MM`, in UTC unless an offset is given. */
  startTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  durationHours: z.int().min(4).max(24),
  utcOffset: z
    .string()
    .regex(/^[+-](0\d|1[0-4]):[0-5]\d$/)
    .optional(),
});

/** An IPv4 range, or one address. */
export const IpRange = z.string().regex(/^(\d{1,3}\.){3}\d{1,3}(\/\d{1,2})?$/);

export const VaultPolicy = z.enum(["app-only", "rbac"]);
export const StorageTier = z.enum(["standard", "hot", "cool", "premium"]);

/** Days since a blob was changed, or a version was overwritten. */
export const LifecycleDays = z.int().min(1).max(99_999);
/** What becomes of blobs as they age; what is absent does not happen to them. */
export const Lifecycle = z.strictObject({
  coolAfterDays: LifecycleDays.optional(),
  archiveAfterDays: LifecycleDays.optional(),
  deleteAfterDays: LifecycleDays.optional(),
  deleteVersionsAfterDays: LifecycleDays.optional(),
});
export type Lifecycle = z.infer<typeof Lifecycle>;
/** Source: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules (blobServices / containers) */
export const ContainerName = z.string().regex(/^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){1,61}[a-z0-9]$/);
/** Days that logs are kept, as Log Analytics allows. */
export const RetentionDays = z.int().min(30).max(730);

/** The value of a setting of a described kind. */
export const SettingValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
export type SettingValue = z.infer<typeof SettingValue>;

/** One entry of the infrastructure plan, whichever of its three forms it was written in. */
export const PlanEntry = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("aks"),
    size: AksSize.optional(),
    nodeCount: NodeCount.optional(),
    kubernetesVersion: KubernetesVersion.optional(),
    userPools: z.array(UserPool).max(10).optional(),
    private: z.boolean().optional(),
    authorizedIpRanges: z.array(IpRange).min(1).max(200).optional(),
    upgradeChannel: UpgradeChannel.optional(),
    maintenanceWindow: MaintenanceWindow.optional(),
  }),
  z.strictObject({ kind: z.literal("keyvault"), policy: VaultPolicy.optional() }),
  z.strictObject({
    kind: z.literal("storage"),
    tier: StorageTier.optional(),
    containers: z.array(ContainerName).max(100).optional(),
    lifecycle: Lifecycle.optional(),
  }),
  z.strictObject({ kind: z.literal("dns"), fqdn: z.string() }),
  z.strictObject({ kind: z.literal("monitoring"), retentionDays: RetentionDays.optional() }),
  /** A kind that the knowledge describes (`postgresql`), with what the request sets of it. */
  z.strictObject({ kind: z.literal("described"), of: KindName, settings: z.record(z.string(), SettingValue) }),
]);
export type PlanEntry = z.infer<typeof PlanEntry>;
export type PlanKind = PlanEntry["kind"];

/** Which resources are mirrored, and how; what is absent is left to planning. */
export const Replication = z.strictObject({
  storage: z.enum(["local", "zone-redundant", "geo-redundant"]).optional(),
  dns: z.enum(["single", "failover"]).optional(),
  observability: z.enum(["single-region", "dual-region"]).optional(),
});
export type Replication = z.infer<typeof Replication>;

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
  /** May be empty where the blueprint is of a use case that says what it needs. */
  infraPlan: z.array(PlanEntry).max(2000),
  replication: Replication,
  secrets: z.array(SecretReference).max(100),
  tags: z.record(z.string(), z.string()),
  constraints: z.strictObject({
    maxAksClusters: z.int().optional(),
    maxNodesPerCluster: z.int().optional(),
    requireTags: z.array(z.string()),
  }),
  tenantId: z.string().optional(),
  /** Zones that names belong to, longest match first in meaning; a name is else in the zone after its first label. */
  dnsZones: z.array(z.string()).max(40).optional(),
  /** The caller wants a cost projection before the run. */
  costEstimateRequired: z.literal(true).optional(),
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
  /** Present when a person should look at it: the value is a guess, or two inputs disagreed. */
  severity: z.literal("warning").optional(),
  /** Where the input says otherwise (a JSON Pointer as a fragment), and in which document of a bundle; absent for defaults. */
  pointer: z.string().optional(),
  document: z.string().optional(),
  /** Which retry of the run made it; absent for what was corrected before the first attempt. */
  retryAttempt: z.int().min(1).optional(),
});
export type Correction = z.infer<typeof Correction>;

/** A request with everything that was corrected on the way in. */
export const AcceptedRequest = z.object({
  request: ProvisionRequest,
  corrections: z.array(Correction),
  /** Kinds that the plan, or the last overlay that speaks of them, wants nothing of (`aks: false`), and where it says so. */
  refused: z.record(z.string(), Origin).optional(),
  /** Where each value of `request` was written, by its JSON Pointer in `request` (`/infraPlan/0/nodeCount`). */
  origins: z.record(z.string(), Origin).optional(),
  /** Values that an environment overlay set, by the same pointers, and what it replaced; `origins` names the overlay. */
  overlaid: z
    .record(
      z.string(),
      z.strictObject({ replaced: z.strictObject({ value: z.unknown(), origin: Origin.optional() }).optional() }),
    )
    .optional(),
});
export type AcceptedRequest = z.infer<typeof AcceptedRequest>;
