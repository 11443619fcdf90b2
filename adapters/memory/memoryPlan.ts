import { canonicalJson } from "../../shared/canonicalJson.js";
import type { CanonicalPlan, ChangeSummary, PlanStep, PropertyChange } from "../../shared/contracts/change.js";
import type { StackIdentity } from "../../shared/contracts/identity.js";
import { lookup } from "../../shared/lookup.js";

/** One resource of a stack as the engine in memory knows it. */
export interface MemoryResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Names of inputs that cannot change in place. */
  readonly fixed?: readonly string[];
}

type Resources = readonly MemoryResource[];

/** The changes that lead from the resources that are there to those that are wanted, in canonical form. */
export function planChanges(identity: StackIdentity, there: Resources, wanted: Resources): CanonicalPlan {
  const before = byUrn(identity, there);
  const after = byUrn(identity, wanted);
  const urns = [...new Set([...before.keys(), ...after.keys()])].sort();
  const all = urns.map((urn) => stepOf(urn, before.get(urn), after.get(urn)));
  const steps = all.filter(({ op }) => op !== "same");
  return { version: 1, steps, changes: countSteps(all) };
}

/** Counts steps by what they do. */
export function countSteps(steps: readonly Pick<PlanStep, "op">[]): ChangeSummary {
  const changes: ChangeSummary = { create: 0, update: 0, replace: 0, delete: 0, same: 0 };
  for (const { op } of steps) if (op in changes) changes[op as keyof ChangeSummary] += 1;
  return changes;
}

/** The name of a resource in plans and states. Source: https://www.pulumi.com/docs/iac/concepts/resources/names/ */
export function urnOf({ project, stack }: StackIdentity, { type, name }: MemoryResource): string {
  return `urn:pulumi:${stack}::${project}::${type}::${name}`;
}

function byUrn(identity: StackIdentity, resources: Resources): Map<string, MemoryResource> {
  return new Map(resources.map((resource) => [urnOf(identity, resource), resource]));
}

function stepOf(urn: string, before: MemoryResource | undefined, after: MemoryResource | undefined): PlanStep {
  const fixed = after?.fixed ?? [];
  const changes = changesOf(before?.inputs ?? {}, after?.inputs ?? {}, before === undefined ? [] : fixed);
  const replaceKeys = changes.filter((change) => change.forcesReplacement).map((change) => change.path);
  const { type, name } = after ?? before ?? { type: "", name: "" };
  const op = opOf(before, after, changes.length > 0, replaceKeys.length > 0);
  return {
    urn,
    type,
    name,
    op,
    replaceKeys: op === "replace" ? replaceKeys : [],
    changes: op === "delete" ? [] : changes,
    retainOnDelete: false,
    protect: false,
  };
}

function opOf(before: unknown, after: unknown, isChanged: boolean, isForced: boolean): PlanStep["op"] {
  if (before === undefined) return "create";
  if (after === undefined) return "delete";
  if (!isChanged) return "same";
  return isForced ? "replace" : "update";
}

function changesOf(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  fixed: readonly string[],
): PropertyChange[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return paths.flatMap((path): PropertyChange[] => {
    const [was, becomes] = [lookup(before, path), lookup(after, path)];
    if (canonicalJson(was ?? null) === canonicalJson(becomes ?? null)) return [];
    const kind = was === undefined ? "add" : becomes === undefined ? "delete" : "update";
    return [
      {
        path,
        kind,
        forcesReplacement: fixed.includes(path),
        ...(was !== undefined && { before: was }),
        ...(becomes !== undefined && { after: becomes }),
      },
    ];
  });
}
