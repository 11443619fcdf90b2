import { z } from "zod";

/** Pulumi's operations on a resource, as its engine events name them. */
export const OpType = z.enum([
  "same",
  "create",
  "update",
  "delete",
  "replace",
  "create-replacement",
  "delete-replaced",
  "read",
  "read-replacement",
  "refresh",
  "discard",
  "discard-replaced",
  "remove-pending-replace",
  "import",
  "import-replacement",
]);
export type OpType = z.infer<typeof OpType>;

/** Counts of resources in the cloud by operation; components, providers and the stack itself are not counted. */
export const ChangeSummary = z.object({
  create: z.int().default(0),
  update: z.int().default(0),
  replace: z.int().default(0),
  delete: z.int().default(0),
  same: z.int().default(0),
});
export type ChangeSummary = z.infer<typeof ChangeSummary>;

/** One changed property of one resource; values are JSON, secrets masked as `[secret]`, unknowns as `[unknown]`. */
export const PropertyChange = z.object({
  path: z.string(),
  kind: z.enum(["add", "update", "delete"]),
  forcesReplacement: z.boolean(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
export type PropertyChange = z.infer<typeof PropertyChange>;

/** One step of a plan in canonical form: what happens to one URN. */
export const PlanStep = z.object({
  urn: z.string(),
  type: z.string(),
  name: z.string(),
  op: OpType,
  /** Property paths that force a replacement, sorted. */
  replaceKeys: z.array(z.string()),
  changes: z.array(PropertyChange),
  /** True when the engine would keep the resource in the cloud on delete. */
  retainOnDelete: z.boolean().default(false),
  protect: z.boolean().default(false),
});
export type PlanStep = z.infer<typeof PlanStep>;

/** A preview's result in a form that two equal previews share byte for byte: steps sorted by URN, unknowns normalised. */
export const CanonicalPlan = z.object({
  version: z.literal(1),
  steps: z.array(PlanStep),
  changes: ChangeSummary,
});
export type CanonicalPlan = z.infer<typeof CanonicalPlan>;

/** Everything a decision is bound to. `pin` is the sha-256 over the other members. */
export const Pin = z.object({
  pin: z.string().regex(/^[0-9a-f]{64}$/),
  render: z.string(),
  plan: z.string(),
  state: z.string(),
  policy: z.string(),
  engine: z.string(),
});
export type Pin = z.infer<typeof Pin>;

/** A diagnostic of the engine or of a provider, scrubbed of secrets. */
export const Diagnostic = z.object({
  severity: z.enum(["info", "warning", "error"]),
  message: z.string(),
  urn: z.string().optional(),
});
export type Diagnostic = z.infer<typeof Diagnostic>;
