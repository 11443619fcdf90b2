import { z } from "zod";
import { Sha256 } from "./identity.js";

/** What policy makes of a previewed plan. */
export const Assessment = z.discriminatedUnion("kind", [
  /** Nothing a person must see: the caller asked to proceed and policy agrees. */
  z.object({ kind: z.literal("proceed"), reasons: z.array(z.string()) }),
  z.object({ kind: z.literal("needs-approval"), reasons: z.array(z.string()) }),
  z.object({ kind: z.literal("blocked"), reasons: z.array(z.string()) }),
]);
export type Assessment = z.infer<typeof Assessment>;

/** Who acts, as the platform's sign-in says; never read from a body. */
export const Person = z.object({
  /** Immutable id of the person; what four-eyes compares. */
  id: z.string(),
  name: z.string(),
  kind: z.enum(["person", "machine"]),
});
export type Person = z.infer<typeof Person>;

/** What a person may say at the gate; the pin travels as `If-Match`. */
export const Verdict = z.strictObject({
  verdict: z.enum(["approve", "reject"]),
  reason: z.string().min(1).max(1000),
});
export type Verdict = z.infer<typeof Verdict>;

/** How a gate ended. Written once, create-if-absent: the first record wins whatever else arrives. */
export const Decision = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("approved"), pin: Sha256, by: Person, reason: z.string(), at: z.iso.datetime() }),
  z.object({ kind: z.literal("rejected"), pin: Sha256, by: Person, reason: z.string(), at: z.iso.datetime() }),
  z.object({ kind: z.literal("expired"), pin: Sha256, at: z.iso.datetime() }),
  z.object({
    kind: z.literal("auto-approved"),
    pin: Sha256,
    policy: z.string(),
    reason: z.string(),
    at: z.iso.datetime(),
  }),
]);
export type Decision = z.infer<typeof Decision>;
