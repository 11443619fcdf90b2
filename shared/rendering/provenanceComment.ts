import type { ResolvedPlan } from "../contracts/plan.js";
import type { Provenance } from "../contracts/provenance.js";

/**
 * What a comment says of the values at a path of the plan: who set them, each said once. Never where in the input a
 * value stands or how it was spelt there: the same request written in another way renders to the same bytes.
 */
export function provenanceComment({ provenance }: Pick<ResolvedPlan, "provenance">, path: string): string {
  const chains = Object.entries(provenance).filter(([at]) => at === path || at.startsWith(`${path}.`));
  return [...new Set(chains.flatMap(([, chain]) => chain.filter(isDecision).slice(-1).map(said)))].join("; ");
}

/** A correction changes how a value is written; what decided it came before. */
function isDecision({ kind }: Provenance): boolean {
  return kind !== "correction";
}

function said(provenance: Provenance): string {
  switch (provenance.kind) {
    case "input":
    case "overlay":
      return `request: ${provenance.field.slice(provenance.field.lastIndexOf(".") + 1)}`;
    case "default":
      return `${provenance.file}: ${provenance.path}`;
    case "rule":
      return provenance.file === undefined ? provenance.reason : `${provenance.file}: ${provenance.reason}`;
    case "correction":
      return provenance.reason;
  }
}
