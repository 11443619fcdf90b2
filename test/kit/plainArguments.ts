import type { ArgumentValue, PlannedResource } from "../../shared/contracts/plan.js";

type Described = Extract<PlannedResource, { kind: "described" }>;

/** Arguments of a described resource as a reader would say them; an output as `vault.id`. */
export function plainArguments({ args }: Pick<Described, "args">): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, plain(value)]));
}

function plain(value: ArgumentValue): unknown {
  switch (value.kind) {
    case "literal":
      return value.value;
    case "output":
      return `${value.logicalName}.${value.output}`;
    case "subnet":
      return `${value.network}.${value.subnet}`;
    case "list":
      return value.items.map(plain);
    case "object":
      return Object.fromEntries(Object.entries(value.members).map(([name, each]) => [name, plain(each)]));
  }
}
