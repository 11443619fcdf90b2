import type { ResolvedPlan } from "../contracts/plan.js";
import type { Provenance } from "../contracts/provenance.js";
import { lookup } from "../lookup.js";
import { outputRule } from "../planning/why.js";

/**
 * What comments say of the values of a plan: who set those at a path of one resource, each said once. Never where in the
 * input a value stands or how it was spelt there: the same request written in another way renders to the same bytes.
 */
export type ProvenanceComments = (resource: string) => (path: string) => string;

/** Groups a plan's provenance by resource once, when the first comment is asked for; chains are read where they stand. */
export function provenanceComments({ provenance }: Pick<ResolvedPlan, "provenance">): ProvenanceComments {
  let leaves: Leaves | undefined;
  return (resource) => {
    const own = (leaves ??= leavesByResource(provenance)).get(resource) ?? [];
    const within = `${start}${resource}.`.length;
    return (path) => {
      const decisions: (Provenance | undefined)[] = [];
      for (const leaf of own) if (isAt(leaf, within, path)) decisions.push(decisionOf(lookup(provenance, leaf) ?? []));
      return decisions.length > 1 ? together(decisions) : said(decisions[0]);
    };
  };
}

/** The paths of what each resource is planned with, in the order of the plan. */
type Leaves = ReadonlyMap<string, readonly string[]>;

function leavesByResource(provenance: ResolvedPlan["provenance"]): Leaves {
  const leaves = new Map<string, string[]>();
  for (const leaf of Object.keys(provenance)) {
    if (!leaf.startsWith(start)) continue;
    const resource = leaf.slice(start.length, leaf.indexOf(".", start.length));
    const own = leaves.get(resource);
    if (own) own.push(leaf);
    else leaves.set(resource, [leaf]);
  }
  return leaves;
}

const start = "resources.";

/** Whether a leaf (`resources.zone.args.records.0.name`) is what stands at a path (`args.records`), or lies in it. */
function isAt(leaf: string, within: number, path: string): boolean {
  const end = within + path.length;
  return leaf.startsWith(path, within) && (leaf.length === end || leaf[end] === ".");
}

/** Who decided a value, if anybody: a correction changes how it is written; what decided it came before. */
function decisionOf(chain: readonly Provenance[]): Provenance | undefined {
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
      return `${provenance.file}: ${findable(provenance.path)}`;
    case "rule":
      // Where an argument is another resource's output, the line says which.
      if (provenance.rule === outputRule) return "";
      return provenance.file === undefined ? provenance.reason : `${provenance.file}: ${provenance.reason}`;
    case "correction":
    case undefined:
      return "";
  }
}

/**
 * What to look for in a file: an argument of a kind's entry without the steps (`then.else.value`) that led from its line
 * to the one that decided.
 */
function findable(path: string): string {
  const [, argument, within = ""] = /^(arguments\.[^.]+)(.*)$/.exec(path) ?? [];
  if (argument === undefined) return path;
  return argument + within.replace(steps, (_, member?: string) => (member === undefined ? "" : `.${member}`));
}

/** What follows `object` is a member's own name, whatever it is. Source: `ArgumentSource` in shared/contracts/kinds.ts. */
const steps = /\.object(?:\.([^.]+))?|\.(?:then|else|value|list|concat|as|\d+)(?=\.|$)/g;
