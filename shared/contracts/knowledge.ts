import { z } from "zod";
import { Environment, RegionName, Sha256 } from "./identity.js";
import { KindName } from "./kindName.js";
import { KindKnowledge } from "./kinds.js";
import { edition, NameRule, Pattern } from "./knowledgeParts.js";
import { PricesKnowledge } from "./prices.js";
import { SkusKnowledge } from "./skus.js";
import { LifecycleDays, MaintenanceWindow, MountStrategy, PoolName, UpgradeChannel } from "./request.js";

const Zone = z.enum(["1", "2", "3"]);

/** Kinds of Azure resource that get a name of their own. */
export const NamedKind = z.enum([
  "resource-group",
  "log-analytics",
  "app-insights",
  "key-vault",
  "key-vault-secret",
  "storage",
  "blob-container",
  "aks",
  "public-ip",
  "dns-label",
  "traffic-manager",
  "workload-identity",
]);
export type NamedKind = z.infer<typeof NamedKind>;

export const NamingKnowledge = z.strictObject({
  ...edition,
  /** The convention, with a place for each part. */
  format: z
    .string()
    .regex(/^\{prefix\}.*\{env\}.*\{region\}.*\{component\}$/, "must name prefix, env, region and component in order"),
  /** Part of every global name's hash, so that two organisations with the same prefix do not meet. */
  organization: z.string().min(1),
  prefix: z.strictObject({ default: z.string(), pattern: Pattern, maxLength: z.int() }),
  /** Ending that the short form of a component drops (`AuthService` is `auth`). */
  componentEnding: z.string().regex(/^[a-z]*$/),
  reserved: z.strictObject({
    anywhere: z.array(z.string()),
    atStart: z.array(z.string()),
    asWhole: z.array(z.string()),
    atEnd: z.array(z.string()),
  }),
  /** Limit on `MC_{resource group}_{cluster}_{region}`, the group that AKS makes for its nodes. */
  nodeResourceGroupMaxLength: z.int(),
  kinds: z.record(NamedKind, NameRule),
});
export type NamingKnowledge = z.infer<typeof NamingKnowledge>;

export const RegionKnowledge = z.strictObject({
  displayName: z.string(),
  code: z.string().regex(/^[a-z][a-z0-9]{1,4}$/),
  zones: z.array(Zone),
  pair: RegionName.optional(),
});
export type RegionKnowledge = z.infer<typeof RegionKnowledge>;

export const EnvironmentKnowledge = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9]{1,6}$/),
  class: z.enum(["production", "non-production"]),
  /** Where the environment lives when a request does not say. */
  topology: z.strictObject({ default: RegionName, failover: RegionName, zones: z.array(Zone) }),
  /** How its secrets may reach workloads. */
  mountStrategies: z.tuple([MountStrategy], MountStrategy),
  /** How they do where a request does not say, whatever runs the workload. */
  mountStrategy: MountStrategy.optional(),
});
export type EnvironmentKnowledge = z.infer<typeof EnvironmentKnowledge>;

const byClass = <T extends z.ZodType>(value: T) => z.strictObject({ production: value, "non-production": value });

/** What Azure accepts as tags; some kinds accept less than most. */
const TagLimits = z.strictObject({ maxTags: z.int(), namePattern: Pattern });

export const TaggingKnowledge = z.strictObject({
  ...edition,
  required: z.array(z.string()),
  optional: z.array(z.string()),
  constants: z.record(z.string(), z.string()),
  /** Spellings that mean another tag (`env` means `environment`). */
  aliases: z.record(z.string(), z.string()),
  /** Names that never become tags, because their value changes with every run. */
  never: z.array(z.string()),
  reservedPrefixes: z.array(z.string()),
  compliance: z.strictObject({ standard: z.string(), sensitive: z.string() }),
  maxNameLength: z.int(),
  maxValueLength: z.int(),
  limits: TagLimits,
  limitsByKind: z.record(z.string(), TagLimits),
  classes: z.strictObject({
    stateful: z.array(z.string()),
    sensitive: z.array(z.string()),
    ephemeral: z.array(z.string()),
  }),
});
export type TaggingKnowledge = z.infer<typeof TaggingKnowledge>;

const VmSize = z.string().regex(/^Standard_[A-Za-z0-9_]+$/);

export const AksKnowledge = z.strictObject({
  ...edition,
  defaultSize: z.enum(["small", "standard", "large"]),
  sizes: z.record(
    z.enum(["small", "standard", "large"]),
    z.strictObject({ vmSize: VmSize, nodeCount: z.int().min(1) }),
  ),
  defaultVersion: byClass(z.string()),
  /** The pool of a cluster that has others for workloads; where a quota leaves fewer than the least, it has none. */
  systemPool: z.strictObject({ vmSize: VmSize, nodeCount: z.int().min(1), leastNodeCount: z.int().min(1) }),
  /** Name of the pool for workloads that clusters of a class have where a plan does not say; none where it is absent. */
  userPool: byClass(PoolName.optional()),
  upgradeChannel: byClass(UpgradeChannel),
  /** Absent where Azure may upgrade at any time. */
  maintenanceWindow: byClass(MaintenanceWindow.optional()),
  /** Whether the API server of a cluster in a network of the stack has no address on the internet. */
  privateInNetwork: byClass(z.boolean()),
  /** Tiers of clusters by class of environment. */
  tier: byClass(z.enum(["Free", "Standard"])),
  /** Minor versions by support; `ended` ones are raised for new clusters, because existing plans name them. */
  versions: z.record(z.string().regex(/^1\.\d{2}$/), z.enum(["standard", "long-term", "ended"])),
  /** Who in a cluster acts as the stack's identity; `{component}` is the short component. */
  workload: z.strictObject({ namespace: z.string(), serviceAccount: z.string() }),
});
export type AksKnowledge = z.infer<typeof AksKnowledge>;

const StorageSku = z.enum(["Standard_LRS", "Standard_ZRS", "Standard_GRS", "Standard_GZRS", "Premium_LRS"]);

export const StorageKnowledge = z.strictObject({
  ...edition,
  defaultTier: z.enum(["standard", "hot", "cool", "premium"]),
  tiers: z.record(
    z.enum(["standard", "hot", "cool", "premium"]),
    z.strictObject({
      accessTier: z.enum(["Hot", "Cool", "Premium"]),
      /** A replication that is not listed does not exist for the tier. */
      skuByReplication: z.partialRecord(z.enum(["local", "zone-redundant", "geo-redundant"]), StorageSku),
    }),
  ),
  /** SKU of accounts that are copied to the paired region, where the region has zones and blobs are not archived. */
  geoRedundantOverZones: byClass(StorageSku),
  /** Name of the container an account gets when a plan names none; `{component}` is the short component. */
  defaultContainer: z.string().regex(/^[a-z{}-]+$/),
  /** How long overwritten versions of blobs are kept where a plan does not say. */
  deleteVersionsAfterDays: byClass(LifecycleDays),
});
export type StorageKnowledge = z.infer<typeof StorageKnowledge>;

const KeyVaultKnowledge = z.strictObject({
  ...edition,
  defaultAccess: z.enum(["app-only", "rbac"]),
  purgeProtection: byClass(z.boolean()),
  softDeleteRetentionInDays: byClass(z.int().min(7).max(90)),
  /** Secret that receives a cluster's kubeconfig; `{component}` is the short component. */
  kubeconfigSecret: z.string().regex(/^[a-z{}-]+$/),
});

const DnsKnowledge = z.strictObject({
  ...edition,
  /** Name a cluster without a DNS entry gets, below `rootZone`. */
  inferredName: z.string(),
  rootZone: z.string(),
  /** A failover record is short-lived, so that a switch of its target is seen soon. */
  ttlSeconds: z.strictObject({ single: z.int(), failover: z.int() }),
  /** How many alias records may follow one resource. */
  mostAliases: z.int().min(0),
  /** How a place shows that it is well, before names lead to it. */
  probe: z.strictObject({ protocol: z.literal("TCP"), port: z.int().min(1).max(65_535) }),
});

const MonitoringKnowledge = z.strictObject({
  ...edition,
  retentionInDays: byClass(z.int().min(30).max(730)),
});

/** What the use cases of blueprints need, where a plan does not say all of it. */
const BlueprintKnowledge = z.strictObject({
  ...edition,
  useCases: z.record(KindName, z.strictObject({ about: z.string(), infrastructure: z.array(KindName).min(1) })),
});

/** Versions that are pinned together: SDK, provider plugin, compiler, modules. */
const VersionKnowledge = z.strictObject({
  ...edition,
  pulumi: z.string(),
  azureNative: z.string(),
  typescript: z.string(),
  modules: z.string(),
});

/** Everything a plan is decided by besides the request: data with an edition and a source, not code. */
export const Knowledge = z.strictObject({
  /** sha-256 over the files that decide plans, as they were read; prices decide none. */
  digest: Sha256,
  naming: NamingKnowledge,
  regions: z.strictObject({ ...edition, regions: z.record(RegionName, RegionKnowledge) }),
  environments: z.strictObject({
    ...edition,
    environments: z.record(Environment, EnvironmentKnowledge),
    /** How a secret that does not say reaches its workload: the first whose `workload` is planned, or that names none. */
    mountDefaults: z.array(z.strictObject({ workload: KindName.optional(), strategy: MountStrategy })),
  }),
  tagging: TaggingKnowledge,
  aks: AksKnowledge,
  storage: StorageKnowledge,
  keyVault: KeyVaultKnowledge,
  dns: DnsKnowledge,
  monitoring: MonitoringKnowledge,
  versions: VersionKnowledge,
  blueprints: BlueprintKnowledge,
  prices: PricesKnowledge,
  skus: SkusKnowledge,
  /** Kinds that are described as data, by name: `kinds/{kind}.yaml`. */
  kinds: z.record(KindName, KindKnowledge),
});
export type Knowledge = z.infer<typeof Knowledge>;
