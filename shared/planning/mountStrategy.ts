import type { MountStrategy } from "../contracts/request.js";
import type { Topology } from "./expandTopology.js";
import type { PlanContext } from "./planContext.js";
import { entryName } from "./planned.js";
import { resolved, type Resolution } from "./resolution.js";
import { byDefault } from "./why.js";

/**
 * How a secret that does not say reaches its workload: by the environment's own word, else by what runs the workload, as
 * far as the environment allows. A plan that runs no workload has the rule that names none.
 * Source: specification section 5.5 (policy decides by environment or resource type).
 */
export function defaultMountStrategy(
  { environment, knowledge, request }: PlanContext,
  { clusters, described }: Pick<Topology, "clusters" | "described">,
): Resolution<MountStrategy> {
  const { mountDefaults } = knowledge.environments;
  const { mountStrategy, mountStrategies } = environment;
  const of = `environments.${request.environment}`;
  const decided = (value: MountStrategy, path: string): Resolution<MountStrategy> =>
    resolved(value, [], [], { "": byDefault("environments.yaml", path) });
  if (mountStrategy !== undefined) return decided(mountStrategy, `${of}.mountStrategy`);

  const planned = new Set([...clusters, ...described].map(({ entry }) => entryName(entry)));
  for (const [index, { workload, strategy }] of mountDefaults.entries()) {
    const applies = workload === undefined || planned.has(workload);
    if (applies && mountStrategies.includes(strategy)) return decided(strategy, `mountDefaults.${index}.strategy`);
  }
  return decided(mountStrategies[0], `${of}.mountStrategies`);
}
