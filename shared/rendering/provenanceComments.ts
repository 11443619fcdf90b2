import type { ResolvedPlan } from "../contracts/plan.js";
import type { Provenance, ProvenanceChain } from "../contracts/provenance.js";
import { outputRule } from "../planning/why.js";

/** What comments say of the values of a plan. */
export interface ProvenanceComments {
  /**
   * Who set the values at a path of one resource, each said once. Never where in the input a value stands or how it was
   * spelt there: the same request written in another way renders to the same bytes.
   */
  of(resource: string, path: string): string;
}

/** Reads a plan's provenance once, when the first comment is asked for. */
export function provenanceComments({ provenance }: Pick<ResolvedPlan, "provenance">): ProvenanceComments {
  let leaves: Leaves | undefined;
  return {
    of(resource, path) {
      leaves ??= leavesByResource(provenance);
      const [first, ...others] = leaves.get(resource)?.get(path) ?? [];
      if (first === undefined) return "";
      return others.length === 0 ? said(decisionOf(first)) : together([first, ...others].map(decisionOf));
    },
  };
}

/** Chains by resource, then by what a line of the program shows: `name`, or one of the arguments (`args.records`). */
type Leaves = ReadonlyMap<string, ReadonlyMap<string, readonly ProvenanceChain[]>>;

/** The leaves below one argument (`resources.zone.args.records.0.name`) are gathered, in the order of the plan. */
function leavesByResource(provenance: ResolvedPlan["provenance"]): Leaves {
  const leaves = new Map<string, Map<string, ProvenanceChain[]>>();
  for (const [at, chain] of Object.entries(provenance)) {
    if (!at.startsWith(start)) continue;
    const end = at.indexOf(".", start.length);
    const resource = at.slice(start.length, end);
    const below = at.startsWith(".args.", end) ? at.indexOf(".", end + ".args.".length) : -1;
    const path = at.slice(end + 1, below === -1 ? undefined : below);
    let own = leaves.get(resource);
    if (!own) leaves.set(resource, (own = new Map<string, ProvenanceChain[]>()));
    const others = own.get(path);
    if (others) others.push(chain);
    else own.set(path, [chain]);
  }
  return leaves;
}

const start = "resources.";

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
