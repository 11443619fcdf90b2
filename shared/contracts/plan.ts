import { z } from "zod";
import { RegionName, Sha256, StackIdentity } from "./identity.js";
import { DataRole } from "./kindNetwork.js";
import { KindName } from "./kindName.js";
import { ModuleName, NamedOutput, Protection, ResourceClass } from "./kinds.js";
import { ProvenanceChain } from "./provenance.js";
import { Correction, Lifecycle, MaintenanceWindow, MountStrategy, SettingValue, UpgradeChannel } from "./request.js";

/** Tags every resource carries. Stable over runs: an id that changes per run would make every run a change. */
export const Tags = z.record(z.string(), z.string());
export type Tags = z.infer<typeof Tags>;

const common = {
  /** Name in the Pulumi program and so in URNs (`cluster`); stays when the Azure name changes. */
  logicalName: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
  /** Name in Azure; of a DNS zone its domain. */
  name: z.string(),
  /** Where it is; absent for what is in no region, such as a DNS zone. */
  region: RegionName.optional(),
  /** Whether the engine refuses to delete or replace it until somebody lifts the protection. */
  protect: z.literal(true).optional(),
};

/** What another resource of the stack will turn out to be. */
export const OutputReference = z.object({ kind: z.literal("output"), logicalName: z.string(), output: z.string() });
export type OutputReference = z.infer<typeof OutputReference>;

/** A subnet of a planned network. */
const SubnetReference = z.object({ kind: z.literal("subnet"), network: z.string(), subnet: z.string() });

/** An argument of a described kind's module: plain, or what another resource of the stack will turn out to be. */
export type ArgumentValue =
  | { readonly kind: "literal"; readonly value: SettingValue }
  | OutputReference
  | z.infer<typeof SubnetReference>
  | { readonly kind: "list"; readonly items: readonly ArgumentValue[] }
  | { readonly kind: "object"; readonly members: Readonly<Record<string, ArgumentValue>> };

export const ArgumentValue: z.ZodType<ArgumentValue> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("literal"), value: SettingValue }),
    OutputReference,
    SubnetReference,
    z.object({ kind: z.literal("list"), items: z.array(ArgumentValue) }),
    z.object({ kind: z.literal("object"), members: z.record(z.string(), ArgumentValue) }),
  ]),
);

/** Where a service gets its private address and its name: a subnet of a planned network and a planned zone. */
export const PrivatePlace = z.object({ network: z.string(), subnet: z.string(), dnsZone: z.string() });
export type PrivatePlace = z.infer<typeof PrivatePlace>;

const reached = {
  /** In a network of the stack. */
  privateEndpoint: PrivatePlace.optional(),
  /** Without one, whether every network is let in, so that Entra alone decides who reads. */
  reachableFrom: z.literal("anywhere").optional(),
};

/**
 * Where a DNS record points: at a literal, at what another resource of the stack will turn out to be, or at that resource
 * itself, whose address the record then follows.
 */
export const RecordTarget = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("literal"), value: z.string() }),
  z.object({ kind: z.literal("resource"), logicalName: z.string() }),
  OutputReference,
]);
export type RecordTarget = z.infer<typeof RecordTarget>;

/** One module instance of the stack: what `new Module(logicalName, args)` will receive, as plain data. */
export const PlannedResource = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("resource-group"), ...common, args: z.object({}) }),
  z.object({
    kind: z.literal("log-analytics"),
    ...common,
    args: z.object({ insightsName: z.string(), retentionInDays: z.int() }),
  }),
  z.object({
    kind: z.literal("key-vault"),
    ...common,
    args: z.object({
      access: z.enum(["app-only", "rbac"]),
      purgeProtection: z.boolean(),
      softDeleteRetentionInDays: z.int(),
      /** Vault secret name and the reference its value is read from at apply time. */
      secrets: z.array(z.object({ name: z.string(), valueFrom: z.string() })),
      ...reached,
    }),
  }),
  z.object({
    kind: z.literal("storage"),
    ...common,
    args: z.object({
      sku: z.enum(["Standard_LRS", "Standard_ZRS", "Standard_GRS", "Standard_GZRS", "Premium_LRS"]),
      accessTier: z.enum(["Hot", "Cool", "Premium"]),
      containers: z.array(z.string()),
      lifecycle: Lifecycle,
      ...reached,
    }),
  }),
  z.object({
    kind: z.literal("aks"),
    ...common,
    args: z.object({
      dnsPrefix: z.string(),
      kubernetesVersion: z.string(),
      tier: z.enum(["Free", "Standard", "Premium"]),
      /** Named where the version needs another than Azure's default. */
      supportPlan: z.enum(["AKSLongTermSupport"]).optional(),
      /** Nodes of the system pool; they run everything where there is no other. */
      nodeCount: z.int(),
      vmSize: z.string(),
      zones: z.array(z.string()),
      userPools: z
        .array(
          z.object({
            name: z.string(),
            vmSize: z.string(),
            nodeCount: z.int(),
            autoscale: z.object({ minCount: z.int(), maxCount: z.int() }).optional(),
            taints: z.array(z.string()).optional(),
          }),
        )
        .optional(),
      /** Whether the API server has an address in the network and none on the internet. */
      private: z.literal(true).optional(),
      /** From where the API server is reached; from everywhere where there are none. */
      authorizedIpRanges: z.array(z.string()).optional(),
      upgradeChannel: UpgradeChannel,
      maintenanceWindow: MaintenanceWindow.optional(),
      /** Vault secret that receives the kubeconfig; only its reference is ever shown. */
      kubeconfigSecret: z.string().optional(),
      /** Registries that the nodes pull from. */
      registries: z.array(z.object({ name: z.string(), id: OutputReference })).optional(),
      /** Subnet of a planned network that the nodes are in. */
      subnet: z.object({ network: z.string(), subnet: z.string() }).optional(),
    }),
  }),
  z.object({
    kind: z.literal("ingress-address"),
    ...common,
    args: z.object({
      dnsLabel: z.string(),
      zones: z.array(z.string()),
      /** Identity of the cluster that takes the address. */
      clusterPrincipalId: OutputReference,
    }),
  }),
  z.object({
    kind: z.literal("dns-zone"),
    ...common,
    args: z.object({
      records: z.array(
        z.object({ name: z.string(), type: z.enum(["CNAME", "A"]), ttlSeconds: z.int(), target: RecordTarget }),
      ),
    }),
  }),
  z.object({ kind: z.literal("private-dns-zone"), ...common, args: z.object({ network: z.string() }) }),
  z.object({
    kind: z.literal("workload-identity"),
    ...common,
    args: z.object({
      roles: z.array(
        z.object({
          name: z.string(),
          role: DataRole,
          /** The resource that the role is for, and nothing beside it. */
          scope: OutputReference,
        }),
      ),
      federatedCredentials: z.array(
        z.object({ name: z.string(), issuer: OutputReference, namespace: z.string(), serviceAccount: z.string() }),
      ),
    }),
  }),
  z.object({
    kind: z.literal("traffic-manager"),
    ...common,
    args: z.object({
      /** The first choice first; each leads to a resource that Azure knows the address of, by its `id` or its `ipAddress`. */
      endpoints: z.array(z.object({ name: z.string(), target: OutputReference, location: z.string() })).min(1),
      probe: z.object({ protocol: z.literal("TCP"), port: z.int() }),
      ttlSeconds: z.int(),
    }),
  }),
  /** A kind that the knowledge describes; what rendering needs of its entry comes with it. */
  z.object({
    kind: z.literal("described"),
    ...common,
    of: KindName,
    label: z.string(),
    module: ModuleName,
    /** The module's argument that takes the name. */
    nameArgument: z.string(),
    outputs: z.array(NamedOutput),
    /** What keeps its data, if it is of class `stateful` and anything does. */
    protection: Protection.optional(),
    args: z.record(z.string(), ArgumentValue),
  }),
]);
export type PlannedResource = z.infer<typeof PlannedResource>;
export type PlannedKind = PlannedResource["kind"];

/** How a secret reaches a workload, without its value. */
export const SecretBinding = z.object({
  name: z.string(),
  vaultRef: z.string(),
  /** Name of the secret inside the stack's own vault. */
  secretName: z.string(),
  mountStrategy: MountStrategy,
});
export type SecretBinding = z.infer<typeof SecretBinding>;

/** Everything decided before a line is rendered: identity, names, tags, every module's arguments. */
export const ResolvedPlan = z.object({
  version: z.literal(1),
  identity: StackIdentity,
  traceId: z.string(),
  blueprintId: z.string(),
  /** Tags of every resource. Their `trace_id` is the one the stack was created with; `traceId` is this run's. */
  tags: Tags,
  /** Pulumi's secrets provider: `passphrase`, or `azurekeyvault://{vault}.vault.azure.net/keys/{key}`. */
  secretsProvider: z.string(),
  /** Which edition of the knowledge files decided the plan. */
  knowledge: Sha256,
  resourceGroup: z.string(),
  /** Where to go when the region is unavailable or over quota; absent when nothing is known to be better. */
  fallbackRegion: RegionName.optional(),
  resources: z.array(PlannedResource),
  /** Classes by logical name, of resources that are of one. */
  classes: z.record(z.string(), z.array(ResourceClass)).default({}),
  secrets: z.array(SecretBinding),
  /** Labels of the specification (`AKS`, `KeyVault`, `BlobStorage`, `DNS`, `LogAnalytics`) in plan order. */
  resourcePlan: z.array(z.string()),
  corrections: z.array(Correction),
  /** Who set each value of the plan, by its path (`resources.storage.args.sku`, `tags.environment`). */
  provenance: z.record(z.string(), ProvenanceChain),
});
export type ResolvedPlan = z.infer<typeof ResolvedPlan>;

/**
 * A stack as files; `digest` is the sha-256 of what `sha256sum` prints of them in the order of their names, of the modules'
 * and npm's lock by their digests in Pulumi.lock.yaml.
 */
export const RenderedStack = z.object({
  version: z.literal(1),
  identity: StackIdentity,
  files: z.record(z.string(), z.string()),
  digest: z.string(),
});
export type RenderedStack = z.infer<typeof RenderedStack>;
