import type { Digest } from "../contracts/identity.js";
import type { NamingKnowledge } from "../contracts/knowledge.js";
import type { NameRule } from "../contracts/knowledgeParts.js";
import type { PlanFault } from "../planning/planFault.js";
import { resolved, type Resolution } from "../planning/resolution.js";
import { byRule } from "../planning/why.js";
import { nameProblems, nameRuleOf, type Nameable } from "./nameProblems.js";
import { conventionalStem, type NameParts } from "./nameParts.js";
import { shortHash } from "./shortHash.js";

/** Hash characters of a name that is cut in a scope where the convention alone would be unique. */
const cutHashLength = 6;

export interface NameOptions {
  /** Position among resources of the same kind, from 1; the second cluster is `aks2`. */
  readonly ordinal?: number;
  /** A limit below the kind's own, where something else is built from the name. */
  readonly maxLength?: number;
}

/**
 * The name of a resource: the convention and the kind's mark (`cs-stg-weu-auth-aks`), brought to what the kind allows.
 * Stable: the same parts always give the same name. A name that is cut or must be unique in all of Azure ends in a
 * hash over all parts, so that it still differs where its readable part does not. Differences from the convention are
 * recorded as a correction; a name with a word that Azure reserves is a fault.
 * Source: specification section 7, `NamingResolverSkill`.
 */
export function resourceName(
  nameable: Nameable,
  parts: NameParts,
  naming: NamingKnowledge,
  digest: Digest,
  { ordinal = 1, maxLength = Infinity }: NameOptions = {},
): Resolution<string> {
  const { kind, rule } = nameRuleOf(nameable, naming);
  const stem = conventionalStem(parts, rule.component, naming);
  const mark = ordinal === 1 ? rule.suffix : `${rule.suffix}${ordinal}`;
  const conventional = `${stem}-${mark}`;
  const name = fit(rule, stem, mark, Math.min(rule.maxLength, maxLength), (length) =>
    shortHash(JSON.stringify([naming.organization, parts.identity, kind, conventional]), length, digest),
  );
  const because = reason(rule, conventional, maxLength);
  const correction = {
    action: "AdjustedName",
    field: `names.${kind}${ordinal === 1 ? "" : `.${ordinal}`}`,
    valueBefore: conventional,
    valueApplied: name,
    reason: because,
  };
  const isAdjusted = name !== conventional;
  const isOwn = typeof nameable === "string";
  return resolved(
    name,
    isAdjusted ? [correction] : [],
    nameProblems(name, nameable, naming).map((problem): PlanFault => ({
      at: ["/component", "/traceId"],
      rule: "forbidden-name",
      detail: `The ${kind} would be named ${name}, which ${problem}.`,
      remedy: "Choose another component or resource_prefix.",
    })),
    {
      "": byRule("NamingResolverSkill", isOwn ? kind : "name", {
        file: isOwn ? "naming.yaml" : `kinds/${kind}.yaml`,
        ...(parts.from ? { from: parts.from } : {}),
        ...(isAdjusted ? { replaced: { value: conventional, source: because } } : {}),
      }),
    },
  );
}

function fit(rule: NameRule, stem: string, mark: string, limit: number, hash: (length: number) => string): string {
  const readable = [...stem.split("-"), mark].join(rule.separator);
  if (rule.hashLength === 0 && readable.length <= limit) return readable;
  const tail = [mark, hash(rule.hashLength || cutHashLength)].join(rule.separator);
  const head = stem.replaceAll("-", rule.separator).slice(0, limit - tail.length - rule.separator.length);
  return [head.replace(/-+$/, ""), tail].join(rule.separator);
}

function reason(rule: NameRule, conventional: string, maxLength: number): string {
  const limit = Math.min(rule.maxLength, maxLength);
  const reasons = [
    ...(rule.separator === "" ? ["hyphens are not allowed"] : []),
    ...(conventional.length > limit ? [`at most ${limit} characters are allowed`] : []),
    ...(rule.hashLength > 0 ? ["the name must be unique in all of Azure"] : []),
  ];
  return `${reasons.join("; ")} (${rule.source})`;
}
