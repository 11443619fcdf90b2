import type { TaggingKnowledge } from "../contracts/knowledge.js";
import type { PlannedKind, Tags } from "../contracts/plan.js";
import { lookup } from "../lookup.js";
import { pointerBelow, type PlanFault } from "../planning/planFault.js";

/**
 * What stands in the way of tagging resources so: tags that are required and have no value, and tags that Azure or one
 * of the planned kinds would refuse. Rule-based (specification section 7, `PolicyComplianceChecker`).
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations
 */
export function tagFaults(
  tags: Tags,
  requiredByRequest: readonly string[],
  kinds: readonly PlannedKind[],
  policy: TaggingKnowledge,
): PlanFault[] {
  const required = new Set([...policy.required, ...requiredByRequest]);
  return [
    ...[...required]
      .filter((name) => !hasValue(tags, name, policy))
      .map((name) => missingTag(name, requiredByRequest.indexOf(name))),
    ...Object.entries(tags).flatMap(([name, value]) => refusedTag(name, value, policy)),
    ...duplicates(Object.keys(tags)),
    ...[...new Set(kinds)].flatMap((kind) => refusedByKind(kind, Object.keys(tags), policy)),
  ];
}

/** Azure reads tag names without regard to case, and so does whoever demands one. */
function hasValue(tags: Tags, name: string, { aliases }: TaggingKnowledge): boolean {
  const lower = name.toLowerCase();
  const names = [lower, lookup(aliases, lower)];
  return Object.entries(tags).some(([tag, value]) => names.includes(tag.toLowerCase()) && value.trim() !== "");
}

/** A request without tags is shown what demands one. */
function missingTag(name: string, index: number): PlanFault {
  return {
    at: ["/tags", `/constraints/requireTags/${Math.max(index, 0)}`],
    missing: name,
    rule: "missing-tag",
    detail: `The tag ${name} is required and has no value.`,
    remedy: `Add ${name} to tags.`,
  };
}

function refusedTag(name: string, value: string, policy: TaggingKnowledge): PlanFault[] {
  const problems = [
    ...(new RegExp(policy.limits.namePattern, "u").test(name) ? [] : ["has a name with characters Azure refuses"]),
    ...(name.length > policy.maxNameLength ? [`has a name of more than ${policy.maxNameLength} characters`] : []),
    ...policy.reservedPrefixes
      .filter((prefix) => name.toLowerCase().startsWith(prefix))
      .map((prefix) => `has a name that starts with the reserved word ${prefix}`),
    ...(value.length > policy.maxValueLength ? [`has a value of more than ${policy.maxValueLength} characters`] : []),
    ...(/[\p{Cc}\p{Cs}]/u.test(value) ? ["has a value with control characters"] : []),
  ];
  return problems.map((problem) => fault(name, `The tag ${JSON.stringify(name)} ${problem}.`));
}

/** Azure's tag names differ by more than case. */
function duplicates(names: readonly string[]): PlanFault[] {
  return names
    .filter((name, index) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) < index)
    .map((name) => fault(name, `The tag ${JSON.stringify(name)} differs from another one by case only.`));
}

function refusedByKind(kind: PlannedKind, names: readonly string[], policy: TaggingKnowledge): PlanFault[] {
  const { maxTags, namePattern } = policy.limitsByKind[kind] ?? policy.limits;
  const pattern = new RegExp(namePattern, "u");
  const isStricter = namePattern !== policy.limits.namePattern;
  return [
    ...(names.length > maxTags ? [tooMany(kind, maxTags, names.length)] : []),
    ...names
      .filter((name) => isStricter && !pattern.test(name))
      .map((name) => fault(name, `A ${kind} does not take a tag named ${JSON.stringify(name)} (${namePattern}).`)),
  ];
}

function tooMany(kind: PlannedKind, most: number, count: number): PlanFault {
  return {
    at: "/tags",
    rule: "too-many-tags",
    detail: `A ${kind} takes ${most} tags, not ${count} with the service's own.`,
    remedy: "Leave some out, or put several values into one tag.",
  };
}

function fault(name: string, detail: string): PlanFault {
  return {
    at: pointerBelow("/tags", name),
    rule: "forbidden-tag",
    detail,
    remedy: "Rename the tag, shorten what it says, or leave it out.",
  };
}
