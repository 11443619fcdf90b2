import type * as pulumi from "@pulumi/pulumi";
import type { Autoscale } from "./poolArgs.js";

interface Scale {
  readonly nodeCount: pulumi.Input<number>;
  readonly autoscale?: Autoscale | undefined;
}

/** How many nodes a pool has. When Azure scales it, the number is only what it starts with. */
export function scaling({ nodeCount, autoscale }: Scale) {
  return autoscale === undefined
    ? { count: nodeCount }
    : { count: nodeCount, enableAutoScaling: true, minCount: autoscale.minCount, maxCount: autoscale.maxCount };
}
