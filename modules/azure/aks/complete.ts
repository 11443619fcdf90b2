import { completeKind } from "../testing/completeKind.js";
import { aksClusterArgs, workspaceId } from "../testing/examples.js";
import { registryId, subnetId } from "../testing/networkExamples.js";
import { AksCluster } from "./aksCluster.js";
import { AksClusterArgs } from "./aksClusterArgs.js";

/** For the tests that hold for all modules: everything that this one can declare. What people copy is `example.ts`. */
export const complete = [
  completeKind(AksCluster, AksClusterArgs, "cluster", {
    ...aksClusterArgs,
    subnetId,
    userPools: ["work", "batch"].map((name) => ({ name, vmSize: "Standard_D4s_v5", nodeCount: 1 })),
    maintenanceWindow: { day: "Sunday", startTime: "02:00", durationHours: 4 },
    registries: ["images", "charts"].map((name) => ({ name, id: registryId })),
    kubeconfig: { vaultName: "kv-auth-1a2b3c4d", secretName: "kubeconfig" },
    workspaceId,
  }),
];
