import type { ResolvedPlan } from "../contracts/plan.js";
import type { Provenance, ProvenanceChain } from "../contracts/provenance.js";
import { outputRule } from "../planning/why.js";
import { lookup } from "../lookup.js";

/** What comments say of the values of a plan. */
export interface ProvenanceComments {
  /**
   * Who set the values at a path of one resource, each said once. Never where in the input a value stands or how it was
   * spelt there: the same request written in another way renders to the same bytes.
   */
  of(resource: string, path: string): string;
}

/**
 * Reads a plan's provenance where it is asked for. Most values are one leaf, found by its path; the leaves of those that
 * hold others are gathered once, when the first of them is asked for.
 */
export function provenanceComments({ provenance }: Pick<ResolvedPlan, "provenance">): ProvenanceComments {
  let gathered: ReadonlyMap<string, readonly ProvenanceChain[]> | undefined;
  return {
    of(resource, path) {
      const at = `resources.${resource}.${path}`;
      const chain = lookup(provenance, at);
      if (chain !== undefined) return said(decisionOf(chain));
      gathered ??= leavesByArgument(provenance);
      return together((gathered.get(at) ?? []).map(decisionOf));
    },
  };
}

/** The chains below each argument of a resource (`resources.zone.args.records`), in the order of the plan. */
function leavesByArgument(provenance: ResolvedPlan["provenance"]): ReadonlyMap<string, readonly ProvenanceChain[]> {
  const leaves = new Map<string, ProvenanceChain[]>();
  for (const at of Object.keys(provenance)) {
    const start = at.indexOf(".args.");
    const end = start === -1 ? -1 : at.indexOf(".", start + ".args.".length);
    const chain = lookup(provenance, at);
    if (end === -1 || chain === undefined) continue;
    const argument = at.slice(0, end);
    const others = leaves.get(argument);
    if (others) others.push(chain);
    else leaves.set(argument, [chain]);
  }
  return leaves;
}

/** Who decided a value, if anybody: a correction changes how it is written; what decided it came before. */
function decisionOf(chain: ProvenanceChain): Provenance | undefined {
  return chain.findLast(({ kind }) => kind !== "correction");
}

/** Each decision said once; several defaults of one file as one: the place in the file that holds all of them. */
function together(decisions: readonly (Provenance | undefined)[]): string {
  const paths = new Map<string, string[]>();
  for (const decision of decisions)
    if (decision?.kind === "default")
      paths.set(decision.file, sharedStart(paths.get(decision.file), decision.path.split(".")));
  const fields = [...new Set(decisions.flatMap((decision) => fieldOf(decision) ?? []))];
  const others = decisions.flatMap((decision): string[] => {
    if (fieldOf(decision) !== undefined) return [];
    const shared = decision?.kind === "default" ? (paths.get(decision.file) ?? []) : [];
    if (decision?.kind === "default" && fields.length > 0) return [`the rest by ${decision.file}`];
    return [
      said(decision?.kind === "default" && shared.length > 0 ? { ...decision, path: shared.join(".") } : decision),
    ];
  });
  const request = fields.length === 0 ? [] : [`request: ${fields.join(", ")}`];
  return [...new Set([...request, ...others])].filter((text) => text !== "").join("; ");
}

function sharedStart(one: readonly string[] | undefined, other: string[]): string[] {
  const end = one?.findIndex((segment, index) => segment !== other[index]) ?? -1;
  return end === -1 ? other.slice(0, one?.length) : other.slice(0, end);
}

/** The field that a caller wrote, without what holds it. */
function fieldOf(provenance: Provenance | undefined): string | undefined {
  if (provenance?.kind !== "input" && provenance?.kind !== "overlay") return undefined;
  return provenance.field.slice(provenance.field.lastIndexOf(".") + 1);
}

function said(provenance: Provenance | undefined): string {
  switch (provenance?.kind) {
    case "input":
    case "overlay":
      return `request: ${fieldOf(provenance) ?? ""}`;
    case "default":
      return `${provenance.file}: ${provenance.path}`;
    case "rule":
      // Where an argument is another resource's output, the line says which.
      if (provenance.rule === outputRule) return "";
      return provenance.file === undefined ? provenance.reason : `${provenance.file}: ${provenance.reason}`;
    case "correction":
    case undefined:
      return "";
  }
}
