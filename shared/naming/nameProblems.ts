import type { NamedKind, NamingKnowledge } from "../contracts/knowledge.js";
import type { NameRule } from "../contracts/knowledgeParts.js";

/** A kind that gets names: one of naming.yaml, or a described one with the rule of its entry. */
export type Nameable = NamedKind | { readonly kind: string; readonly rule: NameRule };

/** The rule for a kind's names, and what messages call the kind. */
export function nameRuleOf(
  nameable: Nameable,
  naming: NamingKnowledge,
): { readonly kind: string; readonly rule: NameRule } {
  return typeof nameable === "string" ? { kind: nameable, rule: naming.kinds[nameable] } : nameable;
}

/**
 * What is wrong with a name of a kind, in words; empty when nothing is.
 * Source: the `source` of the kind's rule, and
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/error-reserved-resource-name
 */
export function nameProblems(name: string, nameable: Nameable, naming: NamingKnowledge): string[] {
  const { kind, rule } = nameRuleOf(nameable, naming);
  return [
    ...(name.includes("*") ? ["is a wildcard"] : []),
    ...(new RegExp(rule.pattern, "u").test(name)
      ? []
      : [`has characters or an order of them that a ${kind} name may not have (${rule.pattern})`]),
    ...(name.length < rule.minLength || name.length > rule.maxLength
      ? [`has ${name.length} characters; ${rule.minLength} to ${rule.maxLength} are allowed`]
      : []),
    ...reservedProblems(name, naming),
  ];
}

/** Words of Azure's own that a name may not contain, start with, end with or be. */
export function reservedProblems(name: string, { reserved }: NamingKnowledge): string[] {
  const lower = name.toLowerCase();
  return [
    ...reserved.anywhere.filter((word) => lower.includes(word)).map((word) => `contains the reserved word ${word}`),
    ...reserved.atStart.filter((word) => lower.startsWith(word)).map((word) => `starts with the reserved word ${word}`),
    ...reserved.asWhole.filter((word) => lower === word).map((word) => `is the reserved word ${word}`),
    ...reserved.atEnd.filter((word) => lower.endsWith(word)).map((word) => `ends with the reserved suffix ${word}`),
  ];
}
