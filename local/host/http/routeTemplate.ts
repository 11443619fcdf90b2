import { routeConstraint } from "./routeConstraint.js";

/** One route of an HTTP function. */
export interface RouteTemplate {
  /** The parameters of a path that fits; undefined when it does not. */
  match(segments: readonly string[]): Record<string, string> | undefined;
  /**
   * Smaller text goes first: segment by segment, a literal before a constrained parameter, that before a free one, that
   * before a catch-all.
   */
  readonly precedence: string;
}

interface Parameter {
  readonly name: string;
  readonly constraints: readonly RegExp[];
}

interface Part {
  readonly parameters: readonly Parameter[];
  readonly pattern: RegExp;
  readonly isOptional: boolean;
  readonly isCatchAll: boolean;
}

/**
 * Parses an ASP.NET route template: `runs/{id:guid}/artifacts/{*name}`, `{x?}`, `{name}.json`. Without regard to case.
 * Source: ASP.NET Core routing, "Route templates".
 * @throws Error for a part or a constraint this host does not know.
 */
export function routeTemplate(template: string): RouteTemplate {
  const parts = template
    .split("/")
    .filter((part) => part !== "")
    .map(parsePart);
  return {
    precedence: parts.map(rank).join(""),
    match(segments) {
      const params: Record<string, string> = {};
      for (const [index, part] of parts.entries()) {
        const value = part.isCatchAll ? segments.slice(index).join("/") : segments[index];
        if (value === undefined) return part.isOptional ? params : undefined;
        const values = matchPart(part, value);
        if (!values) return undefined;
        Object.assign(params, values);
        if (part.isCatchAll) return params;
      }
      return segments.length <= parts.length ? params : undefined;
    },
  };
}

function matchPart(part: Part, value: string): Record<string, string> | undefined {
  const found = part.pattern.exec(value);
  if (!found) return undefined;
  const values: Record<string, string> = {};
  for (const [index, { name, constraints }] of part.parameters.entries()) {
    const text = found[index + 1] ?? "";
    if (!constraints.every((constraint) => constraint.test(text))) return undefined;
    values[name] = text;
  }
  return values;
}

function rank(part: Part): number {
  if (part.isCatchAll) return 4;
  if (part.parameters.length === 0) return 1;
  return part.parameters.some(({ constraints }) => constraints.length > 0) ? 2 : 3;
}

function parsePart(part: string): Part {
  const catchAll = /^\{\*{1,2}(\w+)\}$/.exec(part)?.[1];
  if (catchAll !== undefined) {
    return {
      parameters: [{ name: catchAll, constraints: [] }],
      pattern: /^(.*)$/s,
      isOptional: true,
      isCatchAll: true,
    };
  }
  const parameters: Parameter[] = [];
  const literals: string[] = [];
  let literalFrom = 0;
  for (const found of part.matchAll(/\{(\w+)((?::\w+(?:\([^{}]*\))?)*)\??\}/g)) {
    literals.push(part.slice(literalFrom, found.index));
    literalFrom = found.index + found[0].length;
    const constraints = [...(found[2] ?? "").matchAll(/:(\w+)(?:\(([^{}]*?)\)(?=:|$))?/g)];
    parameters.push({
      name: found[1] ?? "",
      constraints: constraints.map(([, name = "", argument = ""]) => routeConstraint(name, argument)),
    });
  }
  literals.push(part.slice(literalFrom));
  if (literals.some((literal) => /[{}]/.test(literal))) throw new Error(`the route part '${part}' is not understood`);
  return {
    parameters,
    pattern: new RegExp(`^${literals.map(escaped).join("(.+?)")}$`, "i"),
    isOptional: part.endsWith("?}"),
    isCatchAll: false,
  };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
