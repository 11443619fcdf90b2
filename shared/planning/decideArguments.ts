import type { ArgumentValue } from "../contracts/plan.js";
import { describedArgument, type DescribedCase } from "./describedArguments.js";
import type { Resolution } from "./resolution.js";
import type { Chain } from "./why.js";

/** What the arguments of one described resource came to, and who decided them. */
export interface DecidedArguments {
  readonly args: readonly (readonly [argument: string, found: Resolution<ArgumentValue | undefined>])[];
  readonly decided: ReadonlyMap<string, ArgumentValue>;
  readonly causes: ReadonlyMap<string, Chain>;
}

/** Decides the arguments of one resource in the order of its entry: each may look at those before it. */
export function decideArguments(about: Omit<DescribedCase, "decided" | "causes">): DecidedArguments {
  const decided = new Map<string, ArgumentValue>();
  const causes = new Map<string, Chain>();
  const args = Object.entries(about.kind.arguments).map(([argument, source]) => {
    const found = describedArgument(source, { ...about, decided, causes }, `arguments.${argument}`);
    if (found.value !== undefined) decided.set(argument, found.value);
    causes.set(argument, Object.values(found.why).flat());
    return [argument, found] as const;
  });
  return { args, decided, causes };
}
