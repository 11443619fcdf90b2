import * as managedidentity from "@pulumi/azure-native/managedidentity";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { checked } from "../args/checked.js";
import { override, overridesOf } from "../args/overrides.js";
import { checkedOutputs } from "../outputs/checkedOutputs.js";
import { EntraId, ResourceId, ResourceName } from "../outputs/outputRules.js";
import { assignRole } from "./assignRole.js";
import { federate } from "./federate.js";
import { UserAssignedIdentityArgs } from "./userAssignedIdentityArgs.js";

const UserAssignedIdentityOutputs = z.strictObject({
  id: ResourceId,
  identityName: ResourceName,
  principalId: EntraId,
  clientId: EntraId,
  tenantId: EntraId,
});

/**
 * An identity of a workload: what it may do and who may act as it. It has no password, so there is none to leak or
 * renew.
 *
 * Replacing it (other name, region or resource group) gives a new principal, and the roles are assigned anew.
 */
export class UserAssignedIdentity extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly identityName: pulumi.Output<string>;
  /** Object id in Entra: what roles and access lists name. */
  readonly principalId: pulumi.Output<string>;
  /** What a workload says it is, for example in the annotation of its service account. */
  readonly clientId: pulumi.Output<string>;
  readonly tenantId: pulumi.Output<string>;

  constructor(name: string, args: UserAssignedIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    const { overrides, ...given } = checked(UserAssignedIdentityArgs, "UserAssignedIdentity", name, args);
    super("cloud-provisioner:azure:UserAssignedIdentity", name, {}, opts);
    const { resourceGroupName, location, tags } = given;

    const identity = new managedidentity.UserAssignedIdentity(
      name,
      override<managedidentity.UserAssignedIdentityArgs>(
        { resourceGroupName, location, resourceName: given.identityName, tags },
        overrides?.identity,
      ),
      { parent: this },
    );
    for (const { name: key, role, scope } of given.roles)
      assignRole(
        name,
        { key, role, scope, principalId: identity.principalId },
        overridesOf(overrides?.roleAssignment, key),
        this,
      );
    federate(
      name,
      { resourceGroupName, identity, credentials: given.federatedCredentials },
      overrides?.federatedCredential,
      this,
    );

    const outputs = checkedOutputs(UserAssignedIdentityOutputs, "UserAssignedIdentity", name, {
      id: identity.id,
      identityName: identity.name,
      principalId: identity.principalId,
      clientId: identity.clientId,
      tenantId: identity.tenantId,
    });
    this.id = outputs.id;
    this.identityName = outputs.identityName;
    this.principalId = outputs.principalId;
    this.clientId = outputs.clientId;
    this.tenantId = outputs.tenantId;
    this.registerOutputs(outputs);
  }
}
