import { looseProperty } from "./looseProperty.js";
import { ReusedTask } from "./strictRules.js";

/**
 * Finds a task that the orchestrator put into two compound tasks. Only the handler's own result can tell: in it the
 * action is one object in two places, in the JSON that Azure gets it is two actions.
 * @throws ReusedTask
 */
export function refuseReusedTasks(handlerResult: unknown): void {
  const seen = new Set<unknown>();
  const visit = (action: unknown): void => {
    if (seen.has(action)) throw new ReusedTask(describe(action));
    seen.add(action);
    list(looseProperty(action, "compoundActions")).forEach(visit);
  };
  list(looseProperty(handlerResult, "actions")).flatMap(list).forEach(visit);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function describe(action: unknown): string {
  const functionName = looseProperty(action, "functionName");
  if (typeof functionName === "string") return `the task of '${functionName}'`;
  const eventName = looseProperty(action, "externalEventName");
  if (typeof eventName === "string") return `the wait for event '${eventName}'`;
  const fireAt = looseProperty(action, "fireAt");
  return fireAt instanceof Date ? `the timer due ${fireAt.toISOString()}` : "a task";
}
