import * as authorization from "@pulumi/azure-native/authorization";
import * as pulumi from "@pulumi/pulumi";
import { override, type Overrides } from "../args/overrides.js";
import { builtInRoles, type BuiltInRole } from "./builtInRoles.js";
import { stableGuid } from "./stableGuid.js";

interface Assignment {
  /** What the assignment is called in the stack; another word is another assignment. */
  readonly key: string;
  readonly role: BuiltInRole;
  /** ARM id of what the role is for. */
  readonly scope: pulumi.Input<string>;
  /** Object id of the identity that gets it. */
  readonly principalId: pulumi.Input<string>;
}

/**
 * Gives an identity one built-in role on one scope.
 *
 * An assignment is named by a GUID that is unique in the tenant. Scope and principal are what would tell two apart, but
 * neither is known while a stack is only planned, and a random name would change the plan on every preview. So the name
 * comes from what the stack knows of itself: its project, its own name, and where in the program the assignment is.
 *
 * Source: learn.microsoft.com/azure/role-based-access-control/role-assignments-template,
 * …/azure/azure-resource-manager/bicep/scenarios-rbac#name
 */
export function assignRole(
  name: string,
  { key, role, scope, principalId }: Assignment,
  overrides: Overrides<authorization.RoleAssignmentArgs> | undefined,
  parent: pulumi.Resource,
): authorization.RoleAssignment {
  const place = ["urn:pulumi", pulumi.getProject(), pulumi.getStack(), name, key, role].join("::");
  return new authorization.RoleAssignment(
    `${name}-${key}`,
    override<authorization.RoleAssignmentArgs>(
      {
        roleAssignmentName: stableGuid(place),
        scope,
        roleDefinitionId: pulumi.output(scope).apply((of) => definitionId(of, builtInRoles[role])),
        principalId,
        // Azure then does not look the identity up, which it may not find for minutes after it was made.
        // Source: learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---assigning-a-role-to-a-new-principal-sometimes-fails
        principalType: authorization.PrincipalType.ServicePrincipal,
      },
      overrides,
    ),
    // Azure changes the role of no assignment, it takes another assignment.
    { parent, replaceOnChanges: ["roleDefinitionId"], deleteBeforeReplace: true },
  );
}

/** A role as the subscription of the scope knows it; by any other id the assignment would read back as changed. */
function definitionId(scope: string, roleId: string): string {
  const [, subscription = ""] = /^(\/subscriptions\/[^/]+)\//i.exec(`${scope}/`) ?? [];
  return `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`;
}
