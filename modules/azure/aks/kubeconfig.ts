import * as containerservice from "@pulumi/azure-native/containerservice";
import * as keyvault from "@pulumi/azure-native/keyvault";
import * as pulumi from "@pulumi/pulumi";
import { override, type Overrides } from "../args/overrides.js";
import type { Tags } from "../args/tags.js";

interface Kubeconfig {
  readonly cluster: containerservice.ManagedCluster;
  readonly resourceGroupName: pulumi.Input<string>;
  readonly vaultName: pulumi.Input<string>;
  readonly secretName: string;
  readonly tags: Tags;
}

/**
 * Puts the cluster's kubeconfig into a vault secret and returns the reference to it, `vault://<secretName>`.
 *
 * It is the user's kubeconfig in exec form: address and certificate authority of the API server, and kubelogin as the
 * way to sign in. It holds no credential, and yet goes nowhere but into the vault and, encrypted, the state.
 *
 * Source: learn.microsoft.com/azure/aks/kubelogin-authentication
 */
export function keepKubeconfig(
  name: string,
  { cluster, resourceGroupName, vaultName, secretName, tags }: Kubeconfig,
  overrides: Overrides<keyvault.SecretArgs> | undefined,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  // Depends on the cluster, so that the engine does not ask for it while the cluster is only planned.
  const credentials = containerservice.listManagedClusterUserCredentialsOutput(
    { resourceGroupName, resourceName: cluster.name, format: "exec" },
    { parent },
  );
  const secret = new keyvault.Secret(
    `${name}-kubeconfig`,
    override<keyvault.SecretArgs>(
      {
        resourceGroupName,
        vaultName,
        secretName,
        properties: { value: pulumi.secret(credentials.apply(decoded)), contentType: "application/yaml" },
        tags,
      },
      overrides,
    ),
    // Deleting it would have to pass the vault's firewall and access list and could hold up everything else. Left behind
    // it opens nothing, and it goes with the vault.
    { parent, retainOnDelete: true },
  );
  return secret.id.apply(() => `vault://${secretName}`);
}

function decoded({ kubeconfigs }: containerservice.ListManagedClusterUserCredentialsResult): string {
  const [user] = kubeconfigs;
  if (!user) throw new pulumi.RunError("Azure returned no kubeconfig for the cluster");
  return Buffer.from(user.value, "base64").toString("utf8");
}
