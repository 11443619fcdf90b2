import { lookup } from "../lookup.js";
import { logicalNameIn, type PlanContext } from "./planContext.js";
import type { Topology } from "./expandTopology.js";
import type { Wanted } from "./planned.js";

/** Something of the plan that runs the component's workloads, by its name in the program. */
export interface Host {
  readonly logicalName: string;
  readonly wish: Wanted;
  /** The subnet it lives in where the stack has a network. */
  readonly subnet: string;
  readonly isCluster: boolean;
}

/** The subnet of clusters' nodes. */
export const nodeSubnet = "nodes";

/** Clusters, and described kinds that live in a subnet of their own, such as environments for apps. */
export function workloadHosts(context: PlanContext, { clusters, described }: Topology): Host[] {
  const apps = described.flatMap((wish): Host[] => {
    const kind = lookup(context.knowledge.kinds, wish.entry.of);
    if (kind?.subnet === undefined) return [];
    const ordinal = described.filter(({ entry }) => entry.of === wish.entry.of).indexOf(wish) + 1;
    const logicalName = logicalNameIn(context, kind.logicalName, ordinal);
    return [{ logicalName, wish, subnet: kind.subnet.name, isCluster: false }];
  });
  return [
    ...clusters.map((wish, index) => ({
      logicalName: logicalNameIn(context, "cluster", index + 1),
      wish,
      subnet: nodeSubnet,
      isCluster: true,
    })),
    ...apps,
  ];
}
