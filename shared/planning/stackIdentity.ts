import type { StackIdentity } from "../contracts/identity.js";
import type { Knowledge } from "../contracts/knowledge.js";
import type { ProvisionRequest } from "../contracts/request.js";
import { compactName, componentForms } from "../naming/nameParts.js";

/**
 * Where a request's stack lives. One rule for all of it: project and path carry the whole component, which is unique;
 * the stack's name carries the short one, which people say. `AuthService` in staging, West Europe, is
 * `authservice-westeurope/staging-westeurope-auth` under `infrastructure/stacks/authservice/staging/westeurope`.
 * A tenant, where given, is one more part at the end of stack and path.
 * Source: specification sections 4.8 and 8.2, and 7, `StackNamingPlanner`.
 */
export function stackIdentity(
  request: Pick<ProvisionRequest, "component" | "environment" | "region" | "tenantId">,
  { naming }: Pick<Knowledge, "naming">,
): StackIdentity {
  const { component, environment, region, tenantId } = request;
  const { short, whole } = componentForms(component, naming);
  const tenant = tenantId === undefined ? [] : [compactName(tenantId)];
  return {
    project: `${whole}-${region}`,
    stack: [environment, region, short, ...tenant].join("-"),
    label: `${environment}-${region}`,
    path: ["infrastructure/stacks", whole, environment, region, ...tenant].join("/"),
    component,
    environment,
    region,
    ...(tenantId === undefined ? {} : { tenant: tenantId }),
  };
}
