import { textOf } from "../resourceTypes/resourceView.js";
import { armError } from "../values/cloudError.js";
import { fakeKey } from "../values/fakes.js";
import { secret } from "../values/secretValues.js";
import type { Invoke } from "./invoke.js";
import { ofResource } from "./ofResource.js";

/** Hands out the kubeconfig of a cluster, well-formed and leading nowhere, unless local accounts are switched off. */
export function clusterCredentials(role: "clusterUser" | "clusterAdmin"): Invoke {
  return ofResource("Microsoft.ContainerService/managedClusters", "resourceName", ({ name, inputs, outputs }) => {
    const usesEntra = role === "clusterUser" && inputs["aadProfile"] !== undefined;
    if (inputs["disableLocalAccounts"] === true && !usesEntra) {
      return {
        error: armError(
          400,
          "BadRequest",
          "Getting static credential is not allowed because this cluster is set to disable local accounts.",
        ),
      };
    }
    const server = textOf(outputs["fqdn"]) || textOf(outputs["privateFQDN"]);
    const value = Buffer.from(kubeconfig(name, server, role)).toString("base64");
    return { result: { kubeconfigs: [{ name: role, value: secret(value) }] } };
  });
}

function kubeconfig(cluster: string, server: string, role: string): string {
  return `# SIMULATED: this cluster exists only in the simulated Azure on this machine; the credentials open nothing.
apiVersion: v1
kind: Config
clusters:
  - name: ${cluster}
    cluster:
      server: https://${server}:443
      certificate-authority-data: ${fakeKey(`certificate authority of ${cluster}`)}
contexts:
  - name: ${cluster}
    context:
      cluster: ${cluster}
      user: ${role}_${cluster}
current-context: ${cluster}
users:
  - name: ${role}_${cluster}
    user:
      token: simulated-token-of-${cluster}
`;
}
