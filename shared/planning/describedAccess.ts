import type { Access } from "../contracts/kindNetwork.js";
import type { PlannedResource } from "../contracts/plan.js";
import type { Topology } from "./expandTopology.js";
import { lookup } from "../lookup.js";
import { logicalNameIn, type PlanContext } from "./planContext.js";

type IdentityRole = Extract<PlannedResource, { kind: "workload-identity" }>["args"]["roles"][number];
type Registry = NonNullable<Extract<PlannedResource, { kind: "aks" }>["args"]["registries"]>[number];

/** Something whose entry lets others in, by its name in the program. */
export interface Granting {
  readonly logicalName: string;
  readonly access: readonly Access[];
}

/** What of the region's plan lets others in, before it is planned itself. */
export function grantingWishes(context: PlanContext, { described }: Topology): Granting[] {
  const ordinals = new Map<string, number>();
  return described.flatMap(({ entry: { of } }): Granting[] => {
    const ordinal = (ordinals.get(of) ?? 0) + 1;
    ordinals.set(of, ordinal);
    const kind = lookup(context.knowledge.kinds, of);
    if (kind === undefined || kind.access.length === 0) return [];
    return [{ logicalName: logicalNameIn(context, kind.logicalName, ordinal), access: kind.access }];
  });
}

/** What of another region lets others in. */
export function grantingResources({ knowledge }: PlanContext, resources: readonly PlannedResource[]): Granting[] {
  return resources.flatMap((resource) => {
    const access = resource.kind === "described" ? (lookup(knowledge.kinds, resource.of)?.access ?? []) : [];
    return access.length > 0 ? [{ logicalName: resource.logicalName, access }] : [];
  });
}

/** The roles of the identity that workloads act as, each on one resource. */
export function identityRoles(granting: readonly Granting[], hasApps: boolean): IdentityRole[] {
  return granting.flatMap(({ logicalName, access }) =>
    access.flatMap(({ name, role, to }) =>
      to === "workloads" || (to === "apps" && hasApps)
        ? [{ name: `${logicalName}-${name}`, role, scope: { kind: "output", logicalName, output: "id" } as const }]
        : [],
    ),
  );
}

/** The registries that nodes of clusters pull from. */
export function pulledRegistries(granting: readonly Granting[]): Registry[] {
  return granting
    .filter(({ access }) => access.some(({ to }) => to === "nodes"))
    .map(({ logicalName }) => ({ name: logicalName, id: { kind: "output", logicalName, output: "id" } }));
}
