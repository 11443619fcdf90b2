import { z } from "zod";
import { ResourceClass } from "./kinds.js";

/** The state of a stack that a rollback leads back to. */
export const RollbackTarget = z.discriminatedUnion("kind", [
  /** No success is remembered of the stack: nothing is left of it. */
  z.strictObject({ kind: z.literal("empty") }),
  /** What the latest successful run left behind. */
  z.strictObject({
    kind: z.literal("run"),
    execution_id: z.string(),
    trace_id: z.string(),
    /** Holds that run's record and, below `stack`, its program. */
    folder: z.string(),
    /** sha-256 of the state after that run; `null` when its evidence is no longer kept. */
    state_digest: z.string().nullable(),
  }),
  /** What is remembered of the stack cannot be read, or is no longer kept. */
  z.strictObject({ kind: z.literal("unknown") }),
]);
export type RollbackTarget = z.infer<typeof RollbackTarget>;

const resource = {
  urn: z.string(),
  type: z.string(),
  /** Name in the Pulumi program. */
  name: z.string(),
  /** The planned resource that it belongs to, by its names in the program and in Azure; `null` when not known. */
  part_of: z.strictObject({ logical_name: z.string(), name: z.string() }).nullable(),
  /** Of the planned resource. Source: specification section 5.4. */
  classes: z.array(ResourceClass),
};

const action = z.enum(["delete", "restore", "recreate"]);

const RollbackStep = z.strictObject({
  /** From 1. */
  order: z.int().min(1),
  action,
  ...resource,
  /** Properties with the values they had, as the preview showed them: secrets are `[secret]`, one without a value is new. */
  properties: z.array(z.strictObject({ path: z.string(), value: z.unknown().optional() })),
  requires_approval: z.boolean(),
  /** What to see to before the step, such as a backup. */
  notes: z.array(z.string()),
});
export type RollbackStep = z.infer<typeof RollbackStep>;

const RollbackApproval = z.strictObject({
  /** Whose word it is. Source: the actors of the specification. */
  approver: z.enum(["HumanOpsAgent", "ProductOwnerAgent"]),
  reason: z.string(),
  /** The steps that wait for it, by their order. */
  steps: z.array(z.int().min(1)).min(1),
});
export type RollbackApproval = z.infer<typeof RollbackApproval>;

/**
 * How to undo what a run changed before it ended early (`rollback-plan.json`): target, reason, steps, approvals. It says
 * what to do and does none of it. Source: specification section 4.6.
 */
export const RollbackPlan = z.strictObject({
  version: z.literal(1),
  trace_id: z.string(),
  execution_id: z.string(),
  blueprint_id: z.string(),
  stack_id: z.string(),
  agent_origin: z.string(),
  environment: z.string(),
  region: z.string(),
  target: RollbackTarget,
  /**
   * Whether the stack was in the target's state when the run began, so that the steps lead there; `false` when another
   * run had changed it since, `null` when that is not known.
   */
  starts_from_target: z.boolean().nullable(),
  reason: z.string(),
  /** In the order in which they are safe. */
  steps: z.array(RollbackStep),
  /** Changes that stay, and why. */
  skipped: z.array(z.strictObject({ action, ...resource, reason: z.string() })),
  /** Resources of which it is not known what was done to them: to be looked at before the first step. */
  unknown: z.array(z.strictObject({ ...resource, reason: z.string() })),
  approvals: z.array(RollbackApproval),
  evidence: z.strictObject({
    /** Whether every change that the run counted is among the steps or what is skipped. */
    is_complete: z.boolean(),
    /** Why not, and what else is not known. */
    notes: z.array(z.string()),
  }),
});
export type RollbackPlan = z.infer<typeof RollbackPlan>;
