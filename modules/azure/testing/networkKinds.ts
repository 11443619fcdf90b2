import type * as pulumi from "@pulumi/pulumi";
import {
  IngressAddress,
  PrivateDnsZone,
  PrivateEndpoint,
  TrafficManager,
  UserAssignedIdentity,
  VirtualNetwork,
} from "../main.js";
import * as examples from "./networkExamples.js";

/** Networks and what goes with them, each with everything it can declare. */
export const networkKinds: Record<string, () => pulumi.ComponentResource> = {
  VirtualNetwork: () => new VirtualNetwork("network", examples.virtualNetworkArgs),
  PrivateDnsZone: () => new PrivateDnsZone("zone", examples.privateDnsZoneArgs),
  PrivateEndpoint: () => new PrivateEndpoint("endpoint", examples.privateEndpointArgs),
  IngressAddress: () => new IngressAddress("ingress", examples.ingressAddressArgs),
  TrafficManager: () => new TrafficManager("traffic", examples.trafficManagerArgs),
  UserAssignedIdentity: () =>
    new UserAssignedIdentity("identity", {
      ...examples.userAssignedIdentityArgs,
      roles: [{ name: "vault", role: "Key Vault Secrets User", scope: examples.vaultId }],
      federatedCredentials: [
        { name: "auth", issuer: "https://issuer.example/", namespace: "auth", serviceAccount: "auth" },
      ],
    }),
};
