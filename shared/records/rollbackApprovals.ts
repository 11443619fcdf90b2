import type { Environment } from "../contracts/identity.js";
import type { RollbackApproval } from "../contracts/rollbackPlan.js";
import type { UndecidedStep } from "./rollbackSteps.js";

interface Demand extends Omit<RollbackApproval, "steps"> {
  readonly of: (step: UndecidedStep, environment: Environment) => boolean;
}

const demands: readonly Demand[] = [
  // Destruction always needs a person. Source: specification, the strictest of its rules on approval.
  {
    approver: "HumanOpsAgent",
    reason: "deletes or recreates what is in the cloud",
    of: ({ action }) => action !== "restore",
  },
  {
    approver: "HumanOpsAgent",
    reason: "touches what holds data or is sensitive, or what is not known to be neither",
    of: ({ classes, part_of }) => part_of === null || classes.includes("stateful") || classes.includes("sensitive"),
  },
  // Source: specification of blueprints, section 32.
  {
    approver: "ProductOwnerAgent",
    reason: "a rollback in production needs an override",
    of: (_, environment) => environment === "prod",
  },
];

/** Whose word the steps of a rollback need, and why. */
export function rollbackApprovals(steps: readonly UndecidedStep[], environment: Environment): RollbackApproval[] {
  return demands.flatMap(({ of, ...demand }) => {
    const waiting = steps.filter((step) => of(step, environment)).map(({ order }) => order);
    return waiting.length > 0 ? [{ ...demand, steps: waiting }] : [];
  });
}
