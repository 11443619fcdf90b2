import { canonicalJson } from "../canonicalJson.js";
import type { CanonicalPlan, Pin } from "../contracts/change.js";
import type { Digest } from "../contracts/identity.js";

/** What a decision is bound to, before it is digested. */
export interface PinParts {
  /** Digest of the rendered files. */
  readonly render: string;
  readonly plan: CanonicalPlan;
  /** Digest of the stack's state as the preview saw it. */
  readonly state: string;
  /** Digest of the policy that assessed the plan. */
  readonly policy: string;
  /** Versions of CLI, SDK and provider. */
  readonly engine: string;
}

/** Computes the pin of a preview: equal exactly when everything a person saw is equal. */
export function pinOf({ render, plan, state, policy, engine }: PinParts, digest: Digest): Pin {
  const parts = { render, plan: digest(canonicalJson(plan)), state, policy, engine };
  return { pin: digest(canonicalJson(parts)), ...parts };
}

/** Names the parts in which two pins differ, in words for a person. */
export function pinDifferences(approved: Pin, found: Pin): string[] {
  const words = {
    render: "the rendered stack",
    plan: "the planned changes",
    state: "the stack's state",
    policy: "the policy",
    engine: "the engine's version",
  } as const;
  return (Object.keys(words) as (keyof typeof words)[])
    .filter((part) => approved[part] !== found[part])
    .map((part) => words[part]);
}
