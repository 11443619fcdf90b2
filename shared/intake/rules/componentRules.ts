import { ComponentName } from "../../contracts/identity.js";
import { textAt } from "../reading/documentNode.js";
import type { Rule } from "./rule.js";

/** A request names its component, or its ids do. */
export const componentRules: Rule = ({ root, missing }) => {
  if (root.members.has("component")) return [];
  if (impliedComponent(textAt(root, "trace_id"), textAt(root, "blueprint_id")) !== undefined) return [];
  return [missing("component", "Add the service's name: letters, digits and hyphens. For example: AuthService.")];
};

/**
 * The component that the trace implies: the word of `trace-{word}-{number}`, where the blueprint's id has it too.
 * One id alone is no proof; `undefined` unless both agree.
 */
export function impliedComponent(traceId: string | undefined, blueprintId: string | undefined): string | undefined {
  const [start, word = "", number = "", ...rest] = (traceId ?? "").split("-");
  const isTrace =
    start === "trace" && rest.length === 0 && /^[0-9]+$/.test(number) && ComponentName.safeParse(word).success;
  return isTrace && blueprintId?.split("-").includes(word) ? word : undefined;
}
