import type { Inputs } from "./inputs.js";
import type { Planned } from "./planned.js";
import { below, byRule, type Why } from "./why.js";

/** Who set what of a plan besides its resources, tags and secrets. */
export function planWhy(inputs: Inputs): Why {
  const naming = (what: string): Why[string] => byRule("StackNamingPlanner", what);
  return {
    "identity.project": naming("{component}-{region}, in lower case"),
    "identity.stack": naming("{env}-{region}-{component}, in lower case; a tenant is one more part"),
    "identity.label": naming("{env}-{region}"),
    "identity.path": naming("infrastructure/stacks/{component}/{env}/{region}; a tenant is one more folder"),
    "identity.component": inputs("/component", "component"),
    "identity.environment": inputs("/environment", "environment"),
    "identity.region": inputs("/region", "region"),
    "identity.tenant": inputs("/tenantId", "tenant_id"),
    traceId: inputs("/traceId", "trace_id"),
    blueprintId: inputs("/blueprintId", "blueprint_id"),
    secretsProvider: byRule("HostConfiguration", "how this host's stacks encrypt their secrets"),
    knowledge: byRule("Knowledge", "digest of the knowledge files that decided the plan"),
    resourcePlan: byRule("ResourcePlanResolverSkill", "labels of the planned resources"),
  };
}

/** Who set what of the planned resources, each below its logical name. */
export function resourcesWhy(planned: readonly Planned[]): Why {
  const parts = planned.map(({ resource, why }) => {
    const path = `resources.${resource.logicalName}`;
    const { "": reason = [], ...rest } = why;
    const logicalName = byRule("NamingResolverSkill", "name in the program; later ones of a kind are numbered");
    return {
      [`${path}.kind`]: reason,
      [`${path}.of`]: reason,
      ...below(path, rest),
      [`${path}.logicalName`]: logicalName,
    };
  });
  return Object.fromEntries(parts.flatMap((part) => Object.entries(part)));
}
