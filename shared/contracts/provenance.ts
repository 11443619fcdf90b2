import { z } from "zod";

/** A place in what a caller sent. */
export const Origin = z.strictObject({
  /** Document of a bundle (`infra-plan.yaml`); absent for a request in one piece. */
  document: z.string().optional(),
  /** JSON Pointer as a fragment (`#/infra_plan/aks/node_count`). */
  pointer: z.string(),
  /** Counted from 1; absent where the text is not known (the data of an event). */
  line: z.int().min(1).optional(),
  column: z.int().min(1).optional(),
});
export type Origin = z.infer<typeof Origin>;

/** What a value stood in for: another input that lost, or the default that was not used. */
const Replaced = z.strictObject({ value: z.unknown(), origin: Origin.optional(), source: z.string().optional() });

/** The caller wrote it, in this field (`infra_plan.aks.node_count`). */
const InputProvenance = z.strictObject({
  kind: z.literal("input"),
  field: z.string(),
  origin: Origin.optional(),
  replaced: Replaced.optional(),
});

/** An environment overlay wrote it over what the base said. */
const OverlayProvenance = z.strictObject({
  kind: z.literal("overlay"),
  field: z.string(),
  origin: Origin.optional(),
  replaced: Replaced.optional(),
});

/** Who set a value of a resolved plan, and what it replaced. */
export const Provenance = z.discriminatedUnion("kind", [
  InputProvenance,
  OverlayProvenance,
  /** Nobody wrote it: a knowledge file holds it, at this path. */
  z.strictObject({
    kind: z.literal("default"),
    file: z.string(),
    path: z.string(),
    replaced: Replaced.optional(),
  }),
  /** A rule derived it, from the knowledge in `file` where one decided, and from what the caller wrote. */
  z.strictObject({
    kind: z.literal("rule"),
    rule: z.string(),
    reason: z.string(),
    file: z.string().optional(),
    from: z.array(z.discriminatedUnion("kind", [InputProvenance, OverlayProvenance])).optional(),
    replaced: Replaced.optional(),
  }),
  /** A recorded correction changed what was written. */
  z.strictObject({ kind: z.literal("correction"), action: z.string(), reason: z.string(), replaced: Replaced }),
]);
export type Provenance = z.infer<typeof Provenance>;

/** Who had a say in a value, the last word last. */
export const ProvenanceChain = z.array(Provenance).min(1);
export type ProvenanceChain = z.infer<typeof ProvenanceChain>;
