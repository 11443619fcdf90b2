import type { TaggingKnowledge } from "../contracts/knowledge.js";
import type { ProvisionRequest } from "../contracts/request.js";
import type { Inputs } from "../planning/inputs.js";
import { lookup } from "../lookup.js";
import { byDefault, byRule, type Chain } from "../planning/why.js";

/** What tags depend on besides the request and the policy. */
export interface TagFacts {
  /** The trace the stack was created with; a later run of another trace does not change it. */
  readonly stackTraceId: string;
  /** True when a planned resource is of class `sensitive`. */
  readonly isSensitive: boolean;
}

/** A tag whose value is a fact, whatever else a request says of it, and who set that fact. */
export interface KnownTag {
  readonly value: string;
  readonly why: Chain;
}

/** Tags whose values are known from the request's own fields or from the policy. */
export function knownTags(
  request: ProvisionRequest,
  facts: TagFacts,
  policy: TaggingKnowledge,
  inputs: Inputs,
): Readonly<Record<string, KnownTag>> {
  const { traceId, blueprintId, component, environment, region, tenantId } = request;
  const constants = Object.entries(policy.constants).map(
    ([name, value]) => [name, { value, why: byDefault("tagging.yaml", `constants.${name}`) }] as const,
  );
  return {
    ...Object.fromEntries(constants),
    trace_id: { value: facts.stackTraceId, why: traceWhy(traceId, facts, inputs) },
    blueprint_id: { value: blueprintId, why: inputs("/blueprintId", "blueprint_id") },
    component: { value: component, why: inputs("/component", "component") },
    environment: { value: environment, why: inputs("/environment", "environment") },
    region: { value: region, why: inputs("/region", "region") },
    compliance: compliance(request, facts, policy, inputs),
    ...(tenantId === undefined ? {} : { tenant_id: { value: tenantId, why: inputs("/tenantId", "tenant_id") } }),
  };
}

function traceWhy(traceId: string, { stackTraceId }: TagFacts, inputs: Inputs): Chain {
  const written = inputs("/traceId", "trace_id");
  if (stackTraceId === traceId) return written;
  return [
    ...written,
    ...byRule("StackTrace", "the trace the stack was created with", { replaced: { value: traceId } }),
  ];
}

function compliance(
  { tags }: ProvisionRequest,
  { isSensitive }: TagFacts,
  { compliance: levels }: TaggingKnowledge,
  inputs: Inputs,
): KnownTag {
  const [written] = ["compliance", "compliance_level"].flatMap((name) => {
    const value = lookup(tags, name);
    return value === undefined ? [] : [{ value, why: inputs(`/tags/${name}`, `tags.${name}`) }];
  });
  if (!isSensitive) return written ?? { value: levels.standard, why: byDefault("tagging.yaml", "compliance.standard") };
  const rule = byRule("PolicyComplianceChecker", "a resource of class sensitive is planned", {
    file: "tagging.yaml",
    from: inputs("/infraPlan", "infra_plan"),
  });
  return { value: levels.sensitive, why: [...(written?.why ?? []), ...rule] };
}
