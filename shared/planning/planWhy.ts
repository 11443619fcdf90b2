import type { ProvisionRequest } from "../contracts/request.js";
import type { Inputs } from "./inputs.js";
import type { Planned } from "./planned.js";
import { below, byRule, type Chain, type Why } from "./why.js";

/** Who set what of a plan besides its resources, tags and secrets. */
export function planWhy(request: ProvisionRequest, inputs: Inputs): Why {
  const from = identityInputs(request, inputs);
  const naming = (what: string): Why[string] => byRule("StackNamingPlanner", what, { from });
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
    resourcePlan: byRule("ResourcePlanResolverSkill", "labels of the planned resources", {
      from: [...inputs("/infraPlan", "infra_plan"), ...inputs("/replication", "replication")],
    }),
  };
}

/** What of the request says where a stack lives. */
function identityInputs({ tenantId }: ProvisionRequest, inputs: Inputs): Chain {
  return [
    ...inputs("/component", "component"),
    ...inputs("/environment", "environment"),
    ...inputs("/region", "region"),
    ...(tenantId === undefined ? [] : inputs("/tenantId", "tenant_id")),
  ];
}

/** What of the request is part of names. */
export function namingInputs(request: ProvisionRequest, inputs: Inputs): Chain {
  const prefix = request.resourcePrefix === undefined ? [] : inputs("/resourcePrefix", "resource_prefix");
  return [...prefix, ...identityInputs(request, inputs)];
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
