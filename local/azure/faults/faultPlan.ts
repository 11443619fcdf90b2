import { z } from "zod";

const delayMs = z.int().min(0).max(3_600_000).optional();
/** Replaces the usual message of the error; the code stays. */
const message = z.string().min(1).optional();

/** What happens to a call. Failures come after `delayMs`; a success is only as much slower. */
export const FaultEffect = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("throttle"), retryAfterSeconds: z.int().min(0).default(10), delayMs, message }),
  z.strictObject({ kind: z.literal("quota"), delayMs, message }),
  z.strictObject({ kind: z.literal("name-taken"), delayMs, message }),
  z.strictObject({ kind: z.literal("region-unavailable"), delayMs, message }),
  z.strictObject({ kind: z.literal("conflict"), delayMs, message }),
  z.strictObject({ kind: z.literal("authorization"), delayMs, message }),
  // The resource is made and stays in a failed state.
  z.strictObject({ kind: z.literal("partial-failure"), delayMs, message }),
  z.strictObject({ kind: z.literal("delay"), delayMs: z.int().min(0).max(3_600_000) }),
  // The provider process dies: before the cloud took the write, or after it, before the engine hears of it.
  z.strictObject({ kind: z.literal("crash"), when: z.enum(["before-commit", "after-commit"]), delayMs }),
]);
export type FaultEffect = z.infer<typeof FaultEffect>;

const operation = z.enum(["create", "update", "delete", "read", "invoke"]);

/** One thing that goes wrong. Previews are never touched: they ask Azure for nothing. */
export const FaultRule = z.strictObject({
  /** Names the rule's counter; without it, the rule's own text does, so that an edited rule counts anew. */
  name: z.string().min(1).optional(),
  match: z
    .strictObject({
      /** `azure-native:storage:StorageAccount`, `storage:StorageAccount`, or the token of an invoke. */
      type: z.string().min(1).optional(),
      /** The resource's name in Azure; `*` stands for any text. */
      name: z.string().min(1).optional(),
      op: z.union([operation, z.array(operation).min(1)]).optional(),
      location: z.string().min(1).optional(),
    })
    .default({}),
  /** Matching calls that pass unharmed first. */
  skip: z.int().min(0).default(0),
  /** How many calls it hits, over all processes; absent: every one. */
  times: z.int().min(1).optional(),
  effect: FaultEffect,
});
export type FaultRule = z.infer<typeof FaultRule>;

/** The whole file. The first rule that applies to a call decides. */
export const FaultPlan = z.strictObject({ rules: z.array(FaultRule).max(1000) });
export type FaultPlan = z.infer<typeof FaultPlan>;
