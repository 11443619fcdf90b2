import { z } from "zod";

/** One thing wrong with an input: where it is, which rule it breaks, and what to write instead. */
export const Fault = z.object({
  /** JSON Pointer as a URI fragment into the document sent (`#/infra_plan/aks/node_count`). */
  pointer: z.string().regex(/^#/),
  /** Stable rule id in kebab case (`missing-field`, `unknown-field`, `unknown-region`). */
  rule: z.string(),
  detail: z.string(),
  remedy: z.string().optional(),
  /** Name of the document in a bundle (`infra-plan.yaml`). */
  document: z.string().optional(),
  /** 1-based place in the text, where the text is known. */
  line: z.int().optional(),
  column: z.int().optional(),
});
export type Fault = z.infer<typeof Fault>;

/**
 * A refusal as RFC 9457 problem details.
 * Source: https://www.rfc-editor.org/rfc/rfc9457
 */
export const ProblemDetails = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  /** Same slug as the last segment of `type`. */
  code: z.string(),
  errors: z.array(Fault).max(50).optional(),
  /** True when more faults were found than are listed. */
  truncated: z.boolean().optional(),
  /** Members of one problem type, such as the winning decision of a 409. */
  context: z.record(z.string(), z.unknown()).optional(),
});
export type ProblemDetails = z.infer<typeof ProblemDetails>;

/** A value, or everything that stands in its way. */
export type Checked<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly Fault[] };
