import type { TaggingKnowledge } from "../contracts/knowledge.js";
import type { Tags } from "../contracts/plan.js";
import type { Correction, ProvisionRequest } from "../contracts/request.js";
import { lookup } from "../planning/lookup.js";
import { resolved, type Resolution } from "../planning/resolution.js";

/** What tags depend on besides the request and the policy. */
export interface TagFacts {
  /** The trace the stack was created with; a later run of another trace does not change it. */
  readonly stackTraceId: string;
  /** True when a planned resource is of class `sensitive`. */
  readonly isSensitive: boolean;
}

/**
 * The tags of every resource in a stack: those the policy requires, then the request's own. Only values that stay the
 * same from run to run become tags. Where the request contradicts a value that is known, the known value wins and the
 * difference is recorded.
 */
export function resolveTags(request: ProvisionRequest, facts: TagFacts, policy: TaggingKnowledge): Resolution<Tags> {
  const known = knownTags(request, facts, policy);
  const tags = new Map(Object.entries(known));
  const corrections: Correction[] = [];
  const declared = new Set<string>();

  for (const [name, value] of Object.entries(request.tags).sort(byName)) {
    if (policy.never.includes(name.toLowerCase())) {
      corrections.push(dropped(name, value));
      continue;
    }
    const own = Object.keys(known).find((key) => key === name.toLowerCase()) ?? name;
    const meant = lookup(policy.aliases, own) ?? own;
    const applied = lookup(known, meant) ?? value;
    tags.set(own, applied);
    declared.add(meant);
    if (own !== name || applied !== value) corrections.push(overruled(name, value, own, applied));
  }
  const injected = Object.keys(known).filter((name) => !declared.has(name));
  if (injected.length > 0)
    corrections.unshift({
      action: "AutoInjectedTags",
      field: "tags",
      valueApplied: injected.sort(),
      reason: "every resource must carry them, and their values are known",
    });
  return resolved(Object.fromEntries([...tags].sort(byName)), corrections);
}

function knownTags(request: ProvisionRequest, facts: TagFacts, policy: TaggingKnowledge): Record<string, string> {
  const { compliance, constants } = policy;
  return {
    ...constants,
    trace_id: facts.stackTraceId,
    blueprint_id: request.blueprintId,
    component: request.component,
    environment: request.environment,
    region: request.region,
    compliance: facts.isSensitive ? compliance.sensitive : (declaredCompliance(request) ?? compliance.standard),
    ...(request.tenantId === undefined ? {} : { tenant_id: request.tenantId }),
  };
}

function declaredCompliance({ tags }: ProvisionRequest): string | undefined {
  return lookup(tags, "compliance") ?? lookup(tags, "compliance_level");
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

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
