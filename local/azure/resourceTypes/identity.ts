import { armError, invalidProperty, resourceNotFound, type CloudError } from "../values/cloudError.js";
import type { PutContext } from "./putContext.js";
import type { JsonObject } from "../values/json.js";
import { parseArmId } from "../values/armId.js";
import { fakeGuid } from "../values/fakes.js";
import { guidPattern, inGroup, isGuid, systemData } from "./common.js";
import { leftOut } from "./outputRules.js";
import type { ResourceType } from "./resourceType.js";
import { textOf } from "./resourceView.js";

const identityId = `${inGroup}/Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}`;

export const identity: readonly ResourceType[] = [
  {
    token: "azure-native:managedidentity:UserAssignedIdentity",
    armType: "Microsoft.ManagedIdentity/userAssignedIdentities",
    source: "https://learn.microsoft.com/azure/templates/microsoft.managedidentity/userassignedidentities",
    apiVersion: "2023-01-31",
    idTemplate: identityId,
    nameRule: { minLength: 3, maxLength: 128, pattern: /^[a-zA-Z0-9][a-zA-Z0-9_-]*$/ },
    placement: "regional",
    replaceOn: ["location"], // Source: x-ms-mutability of TrackedResource in azure-rest-api-specs
    outputs: {
      systemData,
      principalId: (r) => fakeGuid(`${r.id}/principal`),
      clientId: (r) => fakeGuid(`${r.id}/client`),
      tenantId: (r) => r.account.tenantId,
    },
  },
  {
    token: "azure-native:managedidentity:FederatedIdentityCredential",
    armType: "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
    source:
      "https://learn.microsoft.com/azure/templates/microsoft.managedidentity/userassignedidentities/federatedidentitycredentials",
    apiVersion: "2023-01-31",
    idTemplate: `${identityId}/federatedIdentityCredentials/{federatedIdentityCredentialResourceName}`,
    nameRule: { minLength: 3, maxLength: 120, pattern: /^[a-zA-Z0-9][a-zA-Z0-9_-]*$/ },
    autoName: "copy",
    parent: "azure-native:managedidentity:UserAssignedIdentity",
    required: ["issuer", "subject", "audiences"],
    outputs: { systemData },
    validate: federatedCredentialRules,
  },
  {
    token: "azure-native:authorization:RoleAssignment",
    armType: "Microsoft.Authorization/roleAssignments",
    source: "https://learn.microsoft.com/azure/templates/microsoft.authorization/roleassignments",
    apiVersion: "2022-04-01",
    idTemplate: "/{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
    nameRule: { minLength: 36, maxLength: 36, pattern: guidPattern },
    autoName: "uuid",
    required: ["principalId", "roleDefinitionId"],
    replaceOn: ["principalId", "scope"], // Source: forceNewMap in azure-native's provider/pkg/gen/replacement.go
    immutable: ["principalId", "roleDefinitionId", "principalType"],
    allowed: { principalType: ["User", "Group", "ServicePrincipal", "ForeignGroup", "Device"] },
    references: [{ path: "scope" }],
    outputs: {
      systemData,
      scope: (r) => `/${r.text("scope").replace(/^\/+|\/+$/g, "")}`,
      createdBy: (r) => r.account.objectId,
      createdOn: (r) => r.createdAt,
      updatedBy: (r) => r.account.objectId,
      updatedOn: (r) => r.modifiedAt,
      delegatedManagedIdentityResourceId: leftOut,
    },
    validate: roleAssignmentRules,
  },
];

/** Source: https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations */
function federatedCredentialRules({ resource, inputs, cloud }: PutContext): CloudError | undefined {
  if (!/^https:\/\/[^\s]+$/.test(resource.text("issuer"))) return invalidProperty("issuer", "it must be an https URL.");
  const audiences = resource.at("audiences");
  if (!Array.isArray(audiences) || audiences.length !== 1)
    return invalidProperty("audiences", "exactly one is allowed.");
  const siblings = cloud
    .all("azure-native:managedidentity:FederatedIdentityCredential")
    .filter(({ id }) => id !== resource.id && id.startsWith(resource.id.slice(0, resource.id.lastIndexOf("/"))));
  const twin = siblings.find(
    (other) => other.inputs["issuer"] === inputs["issuer"] && other.inputs["subject"] === inputs["subject"],
  );
  if (twin !== undefined) {
    return armError(
      409,
      "Conflict",
      `Issuer and subject combination already exists for this Managed Identity (${twin.name}).`,
    );
  }
  return siblings.length < 20
    ? undefined
    : armError(400, "BadRequest", "Too many Federated Identity Credentials: at most 20 are allowed.");
}

/** Source: https://learn.microsoft.com/azure/role-based-access-control/troubleshooting */
function roleAssignmentRules({ resource, inputs, cloud }: PutContext): CloudError | undefined {
  if (!isGuid(resource.at("principalId"))) {
    return armError(
      400,
      "InvalidPrincipalId",
      `A valid principal ID must be provided for role assignment '${resource.text("principalId")}'.`,
    );
  }
  const role = parseArmId(resource.text("roleDefinitionId"));
  if (role?.type.toLowerCase() !== "microsoft.authorization/roledefinitions" || !isGuid(role.names[0])) {
    const [name] = role?.names ?? [resource.text("roleDefinitionId")];
    return armError(
      404,
      "RoleDefinitionDoesNotExist",
      `The specified role definition with ID '${name ?? ""}' does not exist.`,
    );
  }
  if (parseArmId(`/${resource.text("scope").replace(/^\/+/, "")}`) === undefined) {
    return resourceNotFound("Microsoft.Authorization/roleAssignments", resource.text("scope"), undefined);
  }
  const same = (other: JsonObject) =>
    ["scope", "principalId", "roleDefinitionId"].every(
      (key) => textOf(other[key]).toLowerCase() === textOf(inputs[key]).toLowerCase(),
    );
  const twin = cloud
    .all("azure-native:authorization:RoleAssignment")
    .find((other) => other.id !== resource.id && same(other.inputs));
  return twin === undefined
    ? undefined
    : armError(
        409,
        "RoleAssignmentExists",
        `The role assignment already exists. The ID of the existing role assignment is ${twin.name.replaceAll("-", "")}.`,
      );
}
