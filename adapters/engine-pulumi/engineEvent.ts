import { z } from "zod";
import { OpType } from "../../shared/contracts/change.js";

/** A resource before or after a step, as the engine shows it: secrets wrapped, unknowns as a sentinel. */
const ResourceState = z.object({
  /** True for resources of a provider; left out for what exists in the program only: components and the stack itself. */
  custom: z.boolean().optional(),
  id: z.string().optional(),
  protect: z.boolean().optional(),
  retainOnDelete: z.boolean().optional(),
  inputs: z.record(z.string(), z.unknown()).nullish(),
  outputs: z.record(z.string(), z.unknown()).nullish(),
});

/** One step of the engine on one resource. Source: `@pulumi/pulumi/automation/events.d.ts`. */
export const StepMetadata = z.object({
  op: OpType,
  urn: z.string(),
  type: z.string(),
  old: ResourceState.nullish(),
  new: ResourceState.nullish(),
  /** Property names that force a replacement. */
  keys: z.array(z.string()).nullish(),
  /** Top-level property names that differ. */
  diffs: z.array(z.string()).nullish(),
  detailedDiff: z
    .record(
      z.string(),
      z.object({
        diffKind: z.enum(["add", "add-replace", "delete", "delete-replace", "update", "update-replace"]),
        /** True: old inputs were compared with new inputs; false: old outputs with new inputs. */
        inputDiff: z.boolean(),
      }),
    )
    .nullish(),
});
export type StepMetadata = z.infer<typeof StepMetadata>;

const Step = z.object({ metadata: StepMetadata });

/** The parts of Pulumi's engine events that this application reads; each event carries exactly one of them. */
export const EngineEvent = z.object({
  resourcePreEvent: Step.optional(),
  resOutputsEvent: Step.optional(),
  resOpFailedEvent: Step.optional(),
  diagnosticEvent: z
    .object({
      urn: z.string().optional(),
      severity: z.string(),
      message: z.string(),
      /** True for a status line that the next one replaces. */
      ephemeral: z.boolean().optional(),
    })
    .optional(),
  summaryEvent: z.object({ result: z.string().optional() }).optional(),
});
export type EngineEvent = z.infer<typeof EngineEvent>;

/** Pulumi's mark on wrapped values, and the kind that stands for a secret. Source: `sdk/nodejs/runtime/rpc.ts`. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Whether a value in an event or in a state is a wrapped secret. */
export function isSecret(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && signatureKey in value && value[signatureKey] === secretSignature
  );
}

/** The text that stands for a value the engine cannot know before the apply. Source: `sdk/nodejs/runtime/rpc.ts`. */
export const unknownSentinel = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The logical name in a URN: everything after `urn:pulumi:{stack}::{project}::{types}::`. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** Providers are how the engine works, not what a stack consists of: Pulumi does not count them either. */
export function isProvider(type: string): boolean {
  return type.startsWith("pulumi:providers:");
}
