import type { PlannedKind, ResolvedPlan } from "../contracts/plan.js";
import { literal, reference, variableOf, type Code } from "./code.js";
import { referring, type ModuleArgument } from "./moduleArgument.js";

/** What all module instances of one region share: the resources that stand before them, and the stack's settings. */
export interface Surroundings {
  readonly group: ModuleArgument;
  /** The workspace that receives logs; empty where the region has none. */
  readonly workspace: readonly ModuleArgument[];
  readonly vaultName: Code | undefined;
  readonly location: ModuleArgument;
  readonly tags: ModuleArgument;
}

/** Gives the surroundings of each region, found once for each; what is in no region refers to the primary one's. */
export function surroundingsOf(plan: ResolvedPlan): (region: string | undefined) => Surroundings {
  const primary = plan.identity.region;
  const known = new Map<string, Surroundings>();
  return (region = primary) => {
    const found = known.get(region) ?? surroundingsIn(region, plan);
    known.set(region, found);
    return found;
  };
}

function surroundingsIn(region: string, { identity, resources, resourceGroup }: ResolvedPlan): Surroundings {
  const ofFirst = (wanted: PlannedKind, property: string): Code | undefined => {
    const first = resources.find((resource) => resource.kind === wanted && resource.region === region);
    return first && reference(variableOf(first.logicalName), property);
  };
  const workspaceId = ofFirst("log-analytics", "workspaceId");
  const isElsewhere = region !== identity.region;
  return {
    group: referring("resourceGroupName", ofFirst("resource-group", "name") ?? literal(resourceGroup)),
    workspace: workspaceId ? [referring("workspaceId", workspaceId)] : [],
    vaultName: ofFirst("key-vault", "vaultName"),
    location: referring("location", reference(isElsewhere ? "secondaryLocation" : "location")),
    tags: referring("tags", reference(isElsewhere ? "secondaryTags" : "tags")),
  };
}
