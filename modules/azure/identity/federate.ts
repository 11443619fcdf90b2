import * as managedidentity from "@pulumi/azure-native/managedidentity";
import type * as pulumi from "@pulumi/pulumi";
import { type EachOverrides, override, overridesOf } from "../args/overrides.js";

interface Federation {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly identity: managedidentity.UserAssignedIdentity;
  readonly credentials: readonly {
    readonly name: string;
    readonly issuer: pulumi.Input<string>;
    readonly namespace: string;
    readonly serviceAccount: string;
  }[];
}

/**
 * Lets service accounts of Kubernetes act as an identity: they trade their own token for one of Entra.
 *
 * Source: learn.microsoft.com/azure/aks/workload-identity-overview
 */
export function federate(
  name: string,
  { resourceGroupName, identity, credentials }: Federation,
  overrides: EachOverrides<managedidentity.FederatedIdentityCredentialArgs> | undefined,
  parent: pulumi.Resource,
): void {
  let before: pulumi.Resource | undefined;
  for (const credential of credentials) {
    before = new managedidentity.FederatedIdentityCredential(
      `${name}-${credential.name}`,
      override<managedidentity.FederatedIdentityCredentialArgs>(
        {
          resourceGroupName,
          resourceName: identity.name,
          federatedIdentityCredentialResourceName: credential.name,
          issuer: credential.issuer,
          subject: `system:serviceaccount:${credential.namespace}:${credential.serviceAccount}`,
          audiences: ["api://AzureADTokenExchange"],
        },
        overridesOf(overrides, credential.name),
      ),
      // One after the other: Azure refuses two writes to one identity at a time.
      // Source: learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations#concurrent-updates-arent-supported-user-assigned-managed-identities
      { parent, deletedWith: identity, ...(before && { dependsOn: before }) },
    );
  }
}
