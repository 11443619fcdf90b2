import type { Digest } from "../shared/contracts/identity.js";
import type { Knowledge } from "../shared/contracts/knowledge.js";
import { acceptEventPayload } from "../shared/intake/acceptEventPayload.js";
import { acceptRequest } from "../shared/intake/acceptRequest.js";
import type { IntakeContext } from "../shared/intake/intakeContext.js";
import { useCaseOf } from "../shared/planning/expandBlueprint.js";
import { projectCost } from "../shared/planning/projectCost.js";
import type { ModulesPackage } from "../shared/rendering/modulesPackage.js";
import { renderedStackFaults } from "../shared/rendering/renderedStackFaults.js";
import { renderStack } from "../shared/rendering/renderStack.js";
import type { Application } from "./application.js";

type Decisions = Pick<Application, "kinds" | "accept" | "acceptEvent" | "projectCost" | "render" | "renderedFaults">;

/** What the application decides by knowledge alone: the same in production and wherever adapters are in memory. */
export function decisionsBy(knowledge: Knowledge, modulesPackage: ModulesPackage, digest: Digest): Decisions {
  const regions = Object.entries(knowledge.regions.regions);
  const intake: Omit<IntakeContext, "caller"> = {
    kinds: knowledge.kinds,
    hasPlanOf: (ids) => useCaseOf({ ...ids, infraPlan: [] }, knowledge) !== undefined,
    regions: regions.map(([name]) => name),
    homes: Object.fromEntries(
      Object.entries(knowledge.environments.environments).map(([name, { topology }]) => [name, topology]),
    ),
    regionSpellings: Object.fromEntries(regions.map(([name, { code }]) => [code, name])),
  };
  const versions = { ...knowledge.versions, modulesPackage };
  return {
    kinds: knowledge.kinds,
    accept: (submission, caller) => acceptRequest(submission, { ...intake, caller: caller.name }),
    acceptEvent: (event, caller) => acceptEventPayload(event, { ...intake, caller: caller.name }),
    projectCost: (plan) => projectCost(plan, knowledge.prices),
    render: (plan) => renderStack(plan, versions, digest),
    renderedFaults: (stack, plan) => renderedStackFaults(stack, plan, knowledge),
  };
}
