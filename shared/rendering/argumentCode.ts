import type { ArgumentValue } from "../contracts/plan.js";
import { call, list, literal, object, reference, variableOf, type Code } from "./code.js";

/** An argument of a described kind's module as an expression. */
export function argumentCode(value: ArgumentValue): Code {
  switch (value.kind) {
    case "literal":
      return Array.isArray(value.value) ? list(value.value.map(literal)) : literal(value.value);
    case "output":
      return reference(variableOf(value.logicalName), value.output);
    case "subnet":
      return call([variableOf(value.network), "subnetId"], literal(value.subnet));
    case "list":
      return list(value.items.map(argumentCode));
    case "object":
      return object(
        Object.fromEntries(Object.entries(value.members).map(([name, member]) => [name, argumentCode(member)])),
      );
  }
}
