import type { NamingKnowledge } from "../contracts/knowledge.js";
import type { PlanFault } from "../planning/planFault.js";
import { resolved, type Resolution } from "../planning/resolution.js";
import { reservedProblems } from "./nameProblems.js";
import { conventionalStem, type NameParts } from "./nameParts.js";

/**
 * The prefix of a stack's names. Plans write it with parts of the convention (`cs-stg`, `cs-stg-auth`,
 * `cs-prod-frc-invoice`); those are recognised at its end, so that each part appears once and in its place.
 */
export function resolvePrefix(
  requested: string | undefined,
  parts: NameParts,
  naming: NamingKnowledge,
): Resolution<string> {
  if (requested === undefined) {
    const prefix = naming.prefix.default;
    return resolved(prefix, [
      {
        action: "AutoCorrectedMissingPrefix",
        field: "resource_prefix",
        valueApplied: conventionalStem({ ...parts, prefix }, "short", naming),
        reason: `derived from component, environment and region by the convention ${naming.format}`,
      },
    ]);
  }
  const prefix = withoutKnownParts(requested, parts);
  const problems = prefixProblems(requested, prefix, naming);
  if (problems.length > 0)
    return resolved(
      naming.prefix.default,
      [],
      problems.map((problem): PlanFault => ({
        at: "/resourcePrefix",
        rule: "forbidden-name",
        detail: `The prefix ${JSON.stringify(requested)} ${problem}.`,
        remedy: `Lower-case letters and digits in words joined by single hyphens, such as ${naming.prefix.default}-stg.`,
      })),
    );
  if (prefix === requested) return resolved(prefix);
  return resolved(prefix, [
    {
      action: "NormalisedPrefix",
      field: "resource_prefix",
      valueBefore: requested,
      valueApplied: prefix,
      reason: `the convention ${naming.format} adds environment, region and component itself`,
    },
  ]);
}

/** Drops words from the end that the convention adds anyway; the first word always stays. */
function withoutKnownParts(prefix: string, { environment, region, component, tenant }: NameParts): string {
  const known = new Set([environment, region, component.short, component.whole, tenant]);
  const words = prefix.split("-");
  while (words.length > 1 && known.has(words.at(-1))) words.pop();
  return words.join("-");
}

function prefixProblems(requested: string, prefix: string, naming: NamingKnowledge): string[] {
  const { pattern, maxLength } = naming.prefix;
  return [
    ...(new RegExp(pattern, "u").test(requested) ? [] : ["has characters or an order of them that names may not have"]),
    ...(prefix.length > maxLength ? [`has ${prefix.length} characters of its own; ${maxLength} are allowed`] : []),
    ...reservedProblems(requested, naming),
  ];
}
