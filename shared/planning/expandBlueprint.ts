import type { Knowledge } from "../contracts/knowledge.js";
import type { ProvisionRequest } from "../contracts/request.js";
import { lookup } from "../lookup.js";

/** A use case of a blueprint and the kinds that it needs. */
export interface UseCase {
  readonly name: string;
  /** Whether the blueprint names it; else the component does. */
  readonly isNamed: boolean;
  readonly infrastructure: readonly string[];
}

/**
 * The use case that a request is for: the one that its blueprint names (`auth-service`, `auth-service-v2`,
 * `blueprint-auth-service`). Only a plan that has nothing at all is also read by its component (`AuthService`): what a
 * plan leaves out is not guessed from a name.
 * Source: specification section 5.8.
 */
export function useCaseOf(
  { blueprintId, component, infraPlan }: Pick<ProvisionRequest, "blueprintId" | "component" | "infraPlan">,
  { blueprints }: Pick<Knowledge, "blueprints">,
): UseCase | undefined {
  const names = Object.keys(blueprints.useCases).sort();
  const blueprint = `-${blueprintId.toLowerCase().replace(/[._]/g, "-")}-`;
  const byBlueprint = names.find((name) => blueprint.includes(`-${name}-`));
  const kebab = component.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
  const name = byBlueprint ?? (infraPlan.length === 0 ? names.find((each) => each === kebab) : undefined);
  const useCase = name === undefined ? undefined : lookup(blueprints.useCases, name);
  return name === undefined || useCase === undefined
    ? undefined
    : { name, isNamed: byBlueprint !== undefined, infrastructure: useCase.infrastructure };
}
