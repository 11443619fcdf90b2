import { z } from "zod";
import { ArtifactRef } from "./artifact.js";
import { ComponentName, Environment, ExecutionId, RegionName, Sha256, TraceId } from "./identity.js";
import { MountStrategy } from "./request.js";

/** What every object of the memory embeds. Source: specification section 11.4. */
const origin = { agent_origin: z.string(), trace_id: TraceId, execution_id: ExecutionId };

/** The last time a stack was applied. Source: specification section 11.2, "Stack history". */
export const StackHistory = z.strictObject({
  ...origin,
  component: ComponentName,
  environment: Environment,
  region: RegionName,
  stack: z.string(),
  last_modified: z.iso.datetime(),
  /** Resources in the cloud; components and providers are not counted. */
  resource_count: z.int(),
  outputs_hash: Sha256,
});
export type StackHistory = z.infer<typeof StackHistory>;

/** What a stack gave out, secrets masked. Source: specification section 11.2, "Output map history". */
export const OutputMapHistory = z.strictObject({
  ...origin,
  stack: z.string(),
  outputs: z.record(z.string(), z.unknown()),
  /** Grows by one whenever an apply gave out something else than the one before. */
  revision: z.int().min(1),
});
export type OutputMapHistory = z.infer<typeof OutputMapHistory>;

/** Where a secret of a stack comes from and how it reaches a workload. */
export const RememberedSecret = z.strictObject({
  vault_ref: z.string(),
  secret_name: z.string(),
  mount_strategy: MountStrategy,
});
export type RememberedSecret = z.infer<typeof RememberedSecret>;

/** Which secrets a stack's workloads were given. Source: specification section 11.2, "Secrets injection history". */
export const SecretsHistory = z.strictObject({
  ...origin,
  /** `null` while the stack has no vault of its own. */
  vault_uri: z.string().nullable(),
  /** Their names, sorted. */
  secret_refs: z.array(z.string()),
  /** `mixed` where secrets differ in it, `null` where there are none. */
  mount_strategy: z.union([MountStrategy, z.literal("mixed")]).nullable(),
  secrets: z.record(z.string(), RememberedSecret),
});
export type SecretsHistory = z.infer<typeof SecretsHistory>;

/** What is remembered of one apply of a stack that came to its end; the newest one tells how the stack is now. */
export const StackMemory = z.strictObject({
  version: z.literal(1),
  /** The fencing token that the apply held: memories of a stack are in its order. */
  token: z.int(),
  stack_history: StackHistory,
  output_map: OutputMapHistory,
  secrets_injection: SecretsHistory,
  /** Kubernetes versions of its clusters as the program declared them, by their names in it. */
  cluster_versions: z.record(z.string(), z.string()).default({}),
  /**
   * Clusters and environments for apps that are in no network of the stack, by their names in the program. Absent in what
   * was remembered before networks were inferred: then no cluster was in one that the request did not ask for.
   */
  outside_network: z.array(z.string()).optional(),
  /** The rendered stack that was applied, under a name that says what it was rendered from. */
  rendered: ArtifactRef,
});
export type StackMemory = z.infer<typeof StackMemory>;

/** How the secrets of a plan differ from those a stack was given last, by name. */
export const SecretChanges = z.strictObject({
  added: z.array(z.string()),
  /** Mounted last time and not named by the plan any more. */
  missing: z.array(z.string()),
  /** Read from elsewhere, kept under another name, or mounted in another way. */
  updated: z.array(z.string()),
});
export type SecretChanges = z.infer<typeof SecretChanges>;

/**
 * What a run holds between its steps, from its preview to its end. Source: specification section 11.1.
 */
export const ExecutionContext = z.strictObject({
  ...origin,
  /** The stack that Pulumi works on, as `{project}/{stack}`. */
  resolved_stack_name: z.string(),
  template_plan: z.array(z.strictObject({ logical_name: z.string(), kind: z.string(), module: z.string() })),
  rendered_files: z.strictObject({ digest: Sha256, names: z.array(z.string()) }),
  secrets_map: z.record(z.string(), RememberedSecret),
  /** Resources in the cloud before the apply, and as many as it is to leave behind. */
  resource_counts: z.strictObject({ before: z.int(), after: z.int() }),
});
export type ExecutionContext = z.infer<typeof ExecutionContext>;
