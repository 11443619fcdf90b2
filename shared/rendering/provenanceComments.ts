import type { ResolvedPlan } from "../contracts/plan.js";
import type { Provenance } from "../contracts/provenance.js";

/** What comments say of the values of a plan. */
export interface ProvenanceComments {
  /**
   * Who set the values at a path of one resource, each said once. Never where in the input a value stands or how it was
   * spelt there: the same request written in another way renders to the same bytes.
   */
  of(resource: string, path: string): string;
}

/** Reads a plan's provenance once, by resource: a plan of thousands of resources is asked for each of their values. */
export function provenanceComments({ provenance }: Pick<ResolvedPlan, "provenance">): ProvenanceComments {
  const byResource = new Map<string, [path: string, chain: readonly Provenance[]][]>();
  for (const at of Object.keys(provenance)) {
    const chain = provenance[at];
    if (chain === undefined || !at.startsWith(root)) continue;
    const end = at.indexOf(".", root.length);
    const resource = at.slice(root.length, end);
    const known = byResource.get(resource);
    if (known) known.push([at.slice(end + 1), chain]);
    else byResource.set(resource, [[at.slice(end + 1), chain]]);
  }
  return {
    of(resource, path) {
      const decisions: Provenance[] = [];
      for (const [at, chain] of byResource.get(resource) ?? []) {
        if (!at.startsWith(path) || (at.length > path.length && at[path.length] !== ".")) continue;
        const decision = chain.findLast(isDecision);
        if (decision) decisions.push(decision);
      }
      return [...new Set(together(decisions).map(said))].join("; ");
    },
  };
}

const root = "resources.";

/** A correction changes how a value is written; what decided it came before. */
function isDecision({ kind }: Provenance): boolean {
  return kind !== "correction";
}

/** Several defaults of one file said as one: the place in the file that holds all of them. */
function together(decisions: readonly Provenance[]): Provenance[] {
  const paths = new Map<string, string[]>();
  for (const decision of decisions)
    if (decision.kind === "default")
      paths.set(decision.file, sharedStart(paths.get(decision.file), decision.path.split(".")));
  return decisions.map((decision) => {
    const shared = decision.kind === "default" ? (paths.get(decision.file) ?? []) : [];
    return decision.kind === "default" && shared.length > 0 ? { ...decision, path: shared.join(".") } : decision;
  });
}

function sharedStart(one: readonly string[] | undefined, other: string[]): string[] {
  const end = one?.findIndex((segment, index) => segment !== other[index]) ?? -1;
  return end === -1 ? other.slice(0, one?.length) : other.slice(0, end);
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
