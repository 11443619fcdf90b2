import type { TaggingKnowledge } from "../contracts/knowledge.js";
import type { Tags } from "../contracts/plan.js";
import type { Provenance } from "../contracts/provenance.js";
import type { Correction, ProvisionRequest } from "../contracts/request.js";
import type { Inputs } from "../planning/inputs.js";
import { lookup } from "../lookup.js";
import { resolved, type Resolution } from "../planning/resolution.js";
import type { Chain } from "../planning/why.js";
import { knownTags, type KnownTag, type TagFacts } from "./knownTags.js";

/**
 * The tags of every resource in a stack: those the policy requires, then the request's own. Only values that stay the
 * same from run to run become tags. Where the request contradicts a value that is known, the known value wins and the
 * difference is recorded.
 */
export function resolveTags(
  request: ProvisionRequest,
  facts: TagFacts,
  policy: TaggingKnowledge,
  inputs: Inputs,
): Resolution<Tags> {
  const known = knownTags(request, facts, policy, inputs);
  const tags = new Map<string, KnownTag>(Object.entries(known));
  const corrections: Correction[] = [];
  const declared = new Set<string>();

  for (const [name, value] of Object.entries(request.tags).sort(byName)) {
    if (policy.never.includes(name.toLowerCase())) {
      corrections.push(dropped(name, value));
      continue;
    }
    const own = Object.keys(known).find((key) => key === name.toLowerCase()) ?? name;
    const meant = lookup(policy.aliases, own) ?? own;
    const fact = lookup(known, meant);
    const applied = fact?.value ?? value;
    declared.add(meant);
    const written = inputs(`/tags/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, `tags.${name}`);
    if (own === name && applied === value) {
      tags.set(own, { value, why: together(written, fact?.why ?? []) });
    } else {
      const correction = overruled(name, value, own, applied);
      corrections.push(correction);
      tags.set(own, { value: applied, why: [...together(written, fact?.why ?? []), asProvenance(correction)] });
    }
  }
  const injected = Object.keys(known).filter((name) => !declared.has(name));
  if (injected.length > 0)
    corrections.unshift({
      action: "AutoInjectedTags",
      field: "tags",
      valueApplied: injected.sort(),
      reason: "every resource must carry them, and their values are known",
    });
  const sorted = [...tags].sort(byName);
  const part = <K extends keyof KnownTag>(member: K): Record<string, KnownTag[K]> =>
    Object.fromEntries(sorted.map(([name, tag]) => [name, tag[member]]));
  return resolved(part("value"), corrections, [], part("why"));
}

function dropped(name: string, value: string): Correction {
  return {
    action: "DroppedTag",
    field: `tags.${name}`,
    valueBefore: value,
    valueApplied: null,
    reason: "its value changes with every run, which would make every run a change of every resource",
  };
}

function overruled(name: string, before: string, own: string, applied: string): Correction {
  return {
    action: "OverruledTag",
    field: `tags.${name}`,
    valueBefore: before,
    valueApplied: applied,
    reason: own === name ? "the value is known from the request or the policy" : `the tag is named ${own}`,
  };
}

function asProvenance({ action, reason, valueBefore }: Correction): Provenance {
  return { kind: "correction", action, reason, replaced: { value: valueBefore } };
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Who wrote a tag and who set the fact that it speaks of, each once. */
function together(written: Chain, fact: Chain): Chain {
  const known = new Set(written.map((each) => JSON.stringify(each)));
  return [...written, ...fact.filter((each) => !known.has(JSON.stringify(each)))];
}
