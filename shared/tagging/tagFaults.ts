import type { TaggingKnowledge } from "../contracts/knowledge.js";
import type { PlannedKind, Tags } from "../contracts/plan.js";
import type { Fault } from "../contracts/problem.js";
import { lookup } from "../planning/lookup.js";

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
): Fault[] {
  const required = new Set([...policy.required, ...requiredByRequest]);
  return [
    ...[...required].filter((name) => !hasValue(tags, name, policy)).map(missingTag),
    ...Object.entries(tags).flatMap(([name, value]) => refusedTag(name, value, policy)),
    ...duplicates(Object.keys(tags)),
    ...[...new Set(kinds)].flatMap((kind) => refusedByKind(kind, Object.keys(tags), policy)),
  ];
}

function hasValue(tags: Tags, name: string, { aliases }: TaggingKnowledge): boolean {
  const meant = lookup(aliases, name) ?? name;
  return Boolean((lookup(tags, name) ?? lookup(tags, meant))?.trim());
}

function missingTag(name: string): Fault {
  return {
    pointer: "#/tags",
    rule: "missing-tag",
    detail: `The tag ${name} is required and has no value.`,
    remedy: `Add ${name} to tags.`,
  };
}

function refusedTag(name: string, value: string, policy: TaggingKnowledge): Fault[] {
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
function duplicates(names: readonly string[]): Fault[] {
  return names
    .filter((name, index) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) < index)
    .map((name) => fault(name, `The tag ${JSON.stringify(name)} differs from another one by case only.`));
}

function refusedByKind(kind: PlannedKind, names: readonly string[], policy: TaggingKnowledge): Fault[] {
  const { maxTags, namePattern } = policy.limitsByKind[kind] ?? policy.limits;
  const pattern = new RegExp(namePattern, "u");
  const isStricter = namePattern !== policy.limits.namePattern;
  return [
    ...(names.length > maxTags
      ? [{ pointer: "#/tags", rule: "too-many-tags", detail: `A ${kind} takes ${maxTags} tags, not ${names.length}.` }]
      : []),
    ...names
      .filter((name) => isStricter && !pattern.test(name))
      .map((name) => fault(name, `A ${kind} does not take a tag named ${JSON.stringify(name)} (${namePattern}).`)),
  ];
}

function fault(name: string, detail: string): Fault {
  return { pointer: `#/tags/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, rule: "forbidden-tag", detail };
}
