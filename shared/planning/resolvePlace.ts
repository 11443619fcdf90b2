import type { EnvironmentKnowledge, Knowledge, RegionKnowledge } from "../contracts/knowledge.js";
import type { ProvisionRequest } from "../contracts/request.js";
import { lookup } from "../lookup.js";
import type { PlanFault } from "./planFault.js";
import { resolved, type Resolution } from "./resolution.js";

export interface Place {
  readonly environment: EnvironmentKnowledge;
  readonly region: RegionKnowledge;
}

/** What is known of the environment and region a request names. Source: specification section 12, stage 4. */
export function resolvePlace(request: ProvisionRequest, knowledge: Knowledge): Resolution<Place> {
  const environment = knowledge.environments.environments[request.environment];
  const region = lookup(knowledge.regions.regions, request.region);
  if (region === undefined)
    return resolved(
      { environment, region: { displayName: request.region, code: "any", zones: [] } },
      [],
      [unknownRegion(request.region, environment)],
    );
  return resolved(
    { environment, region },
    [],
    request.regions.zones.filter((zone) => !region.zones.includes(zone)).map((zone) => unknownZone(zone, region)),
  );
}

function unknownRegion(name: string, { topology }: EnvironmentKnowledge): PlanFault {
  return {
    at: "/region",
    rule: "unknown-region",
    detail: `${name} is not a region of the region knowledge.`,
    remedy: `Name a region by its programmatic name, such as ${topology.default} or ${topology.failover}.`,
  };
}

function unknownZone(zone: string, { displayName, zones }: RegionKnowledge): PlanFault {
  return {
    at: "/regions/zones",
    rule: "unknown-zone",
    detail: `${displayName} has no availability zone ${zone}.`,
    remedy: zones.length === 0 ? "Name no zones for this region." : `Its zones are ${zones.join(", ")}.`,
  };
}
