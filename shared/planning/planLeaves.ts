import { ArgumentValue, type ResolvedPlan } from "../contracts/plan.js";

/** A plan before anybody is named for its values. */
export type UnexplainedPlan = Omit<ResolvedPlan, "provenance">;

/**
 * Every value of a plan by its path. Resources are found by their logical names and secrets by theirs, so that a path
 * stays when something else is planned as well; a list of plain values is one value.
 */
export function planLeaves({ resources, secrets, ...rest }: UnexplainedPlan): ReadonlyMap<string, unknown> {
  const leaves = new Map<string, unknown>();
  for (const [member, value] of Object.entries(rest)) if (!unexplained.has(member)) collect(member, value, leaves);
  for (const resource of resources) collectPlanned(`resources.${resource.logicalName}`, resource, leaves);
  for (const secret of secrets) collect(`secrets.${secret.name}`, secret, leaves);
  return leaves;
}

/** The version of the contract, and what is an explanation itself. */
const unexplained: ReadonlySet<string> = new Set(["version", "corrections", "provenance"]);

type Collect = (path: string, value: unknown, leaves: Map<string, unknown>) => void;

/** Any value as it is: names in it are the caller's own, and make no argument of it whatever they are. */
function collect(path: string, value: unknown, leaves: Map<string, unknown>, inner: Collect = collect): void {
  if (value === undefined) return;
  if (typeof value !== "object" || value === null || isPlainList(value)) leaves.set(path, value);
  else for (const [member, each] of Object.entries(value)) inner(`${path}.${member}`, each, leaves);
}

/** What a resource is planned with, of which arguments are a part. */
function collectPlanned(path: string, value: unknown, leaves: Map<string, unknown>): void {
  const argument = ArgumentValue.safeParse(value);
  if (argument.success) collectArgument(path, argument.data, leaves);
  else collect(path, value, leaves, collectPlanned);
}

/** What an argument says, without the words that tell its forms apart; another resource's output by its name. */
function collectArgument(path: string, argument: ArgumentValue, leaves: Map<string, unknown>): void {
  switch (argument.kind) {
    case "literal":
      leaves.set(path, argument.value);
      return;
    case "output":
      leaves.set(path, `${argument.logicalName}.${argument.output}`);
      return;
    case "subnet":
      leaves.set(path, `${argument.network}.${argument.subnet}`);
      return;
    case "list":
      if (argument.items.length === 0) leaves.set(path, []);
      for (const [index, item] of argument.items.entries()) collectArgument(`${path}.${index}`, item, leaves);
      return;
    case "object":
      for (const [member, each] of Object.entries(argument.members)) collectArgument(`${path}.${member}`, each, leaves);
  }
}

function isPlainList(value: object): boolean {
  return Array.isArray(value) && value.every((item) => typeof item !== "object");
}
