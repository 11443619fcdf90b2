import { completeKind } from "../testing/completeKind.js";
import { networkId, privateDnsZoneArgs, virtualNetworkArgs } from "../testing/networkExamples.js";
import { PrivateDnsZone } from "./privateDnsZone.js";
import { PrivateDnsZoneArgs } from "./privateDnsZoneArgs.js";
import { VirtualNetwork } from "./virtualNetwork.js";
import { VirtualNetworkArgs } from "./virtualNetworkArgs.js";

const subnets = [
  { name: "nodes", addressPrefix: "10.20.0.0/24", purpose: "cluster" },
  { name: "endpoints", addressPrefix: "10.20.1.0/24", purpose: "private-endpoints" },
] as const;
const networks = ["vnet-auth", "vnet-auth-north"].map((name) => ({ name, id: networkId }));

/** For the tests that hold for all modules: everything that this one can declare. What people copy is `example.ts`. */
export const complete = [
  completeKind(VirtualNetwork, VirtualNetworkArgs, "network", { ...virtualNetworkArgs, subnets: [...subnets] }),
  completeKind(PrivateDnsZone, PrivateDnsZoneArgs, "zone", { ...privateDnsZoneArgs, networks }),
];
