import { z } from "zod";

/** Names one run. Doubles as the durable instance id, so it keeps to the characters both allow. */
export const ExecutionId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);

/** Names a lineage of runs. A business id, not a W3C trace id. */
export const TraceId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);

export const BlueprintId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);

/** A service name as people write it (`AuthService`); names derived from it are lower-cased by the naming rules. */
export const ComponentName = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/);

export const Environment = z.enum(["dev", "test", "qa", "staging", "prod", "hotfix", "preview"]);
export type Environment = z.infer<typeof Environment>;

/** An Azure region in its programmatic form (`westeurope`). */
export const RegionName = z.string().regex(/^[a-z][a-z0-9]{2,39}$/);

/** A sha-256 as 64 lower-case hexadecimal digits. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Where a stack lives, in Pulumi's own words and in the repository's. */
export const StackIdentity = z.object({
  /** Pulumi project: `{component}-{region}`, lower case. */
  project: z.string().regex(/^[a-z][a-z0-9-]{0,99}$/),
  /** Pulumi stack: `{env}-{region}-{component}`, lower case. */
  stack: z.string().regex(/^[a-z][a-z0-9-]{0,99}$/),
  /** Short name used in events and file names: `{env}-{region}`. */
  label: z.string(),
  /** `infrastructure/stacks/{component}/{env}/{region}`. */
  path: z.string(),
  component: ComponentName,
  environment: Environment,
  region: RegionName,
  tenant: z.string().optional(),
});
export type StackIdentity = z.infer<typeof StackIdentity>;

/** Computes a sha-256 as hexadecimal text; handed in, because the domain touches no Node built-in. */
export type Digest = (text: string) => string;
