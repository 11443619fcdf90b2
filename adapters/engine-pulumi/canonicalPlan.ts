import type { CanonicalPlan, PlanStep, PropertyChange } from "../../shared/contracts/change.js";
import { countChanges } from "./countChanges.js";
import { isProvider, nameOf, type StepMetadata } from "./engineEvent.js";
import { maskValue } from "./maskValue.js";
import { valueAt } from "./propertyPath.js";

/** Operations that leave a resource as it is. */
const quiet = new Set<string>(["same", "read", "refresh"]);

/**
 * The plan in the steps that a preview walked: one step per resource that changes, in URN order.
 *
 * What stays as it is, and the engine's providers, are left out; the former is counted. The three operations of a
 * replacement (delete, replace, create) are one step `replace`. Everything an engine may vary between two equal
 * previews (order of events, ciphertexts, random seeds) is gone.
 */
export function canonicalPlan(walked: readonly StepMetadata[]): CanonicalPlan {
  const steps = [...lastPerOperation(walked).values()].flatMap(stepsOf).sort(byUrn);
  return { version: 1, steps, changes: countChanges(walked) };
}

/** A refresh announces `refresh` first and says what it found afterwards, so the last word on an operation counts. */
function lastPerOperation(walked: readonly StepMetadata[]): Map<string, Map<string, StepMetadata>> {
  const byResource = new Map<string, Map<string, StepMetadata>>();
  for (const step of walked) {
    if (isProvider(step.type) || quiet.has(step.op)) continue;
    const operations = byResource.get(step.urn) ?? new Map<string, StepMetadata>();
    byResource.set(step.urn, operations.set(step.op, step));
  }
  return byResource;
}

function stepsOf(operations: ReadonlyMap<string, StepMetadata>): PlanStep[] {
  const replacement = operations.get("replace") ?? operations.get("create-replacement");
  if (replacement) return [planStep(replacement, "replace")];
  return [...operations.values()].map((step) => planStep(step, step.op));
}

function planStep(step: StepMetadata, op: PlanStep["op"]): PlanStep {
  const forcing = Object.entries(step.detailedDiff ?? {}).filter(([, { diffKind }]) => diffKind.endsWith("-replace"));
  return {
    urn: step.urn,
    type: step.type,
    name: nameOf(step.urn),
    op,
    replaceKeys: op === "replace" ? unique([...(step.keys ?? []), ...forcing.map(([path]) => path)]) : [],
    changes: op === "create" || op === "import" ? inputsOf(step) : changesOf(step),
    retainOnDelete: step.old?.retainOnDelete ?? step.new?.retainOnDelete ?? false,
    protect: step.old?.protect ?? step.new?.protect ?? false,
  };
}

/** What a new resource will be made of, property by property. */
function inputsOf({ new: created }: StepMetadata): PropertyChange[] {
  const inputs = maskValue(created?.inputs ?? {}) as Record<string, unknown>;
  return Object.entries(inputs).map(([path, after]) => ({ path, kind: "add", forcesReplacement: false, after }));
}

function changesOf(step: StepMetadata): PropertyChange[] {
  if (!step.new) return [];
  const detailed = Object.entries(step.detailedDiff ?? {});
  if (detailed.length === 0) return unique(step.diffs ?? []).map((path) => change(step, path, "update", true));
  return detailed
    .map(([path, { diffKind, inputDiff }]) => change(step, path, diffKind, inputDiff))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function change(step: StepMetadata, path: string, diffKind: string, comparesInputs: boolean): PropertyChange {
  const before = valueAt(comparesInputs ? step.old?.inputs : step.old?.outputs, path);
  const after = valueAt(step.new?.inputs, path);
  const kind = diffKind.startsWith("add") ? "add" : diffKind.startsWith("delete") ? "delete" : "update";
  return {
    path,
    kind,
    forcesReplacement: diffKind.endsWith("-replace") || (step.keys ?? []).includes(path),
    ...(before === undefined ? {} : { before: maskValue(before, after) }),
    ...(after === undefined ? {} : { after: maskValue(after, before) }),
  };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

function byUrn(a: PlanStep, b: PlanStep): number {
  if (a.urn === b.urn) return a.op < b.op ? -1 : 1;
  return a.urn < b.urn ? -1 : 1;
}
