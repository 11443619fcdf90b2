/**
 * The test a route parameter's text must pass. Source: ASP.NET Core routing, "Route constraints".
 * @throws Error for a constraint this host does not know.
 */
export function routeConstraint(name: string, argument: string): RegExp {
  const source = sources[name.toLowerCase()]?.(argument);
  if (source === undefined) throw new Error(`the route constraint '${name}' is not supported`);
  return new RegExp(`^(?:${source})$`, "is");
}

const sources: Readonly<Record<string, (argument: string) => string>> = {
  int: () => "-?\\d{1,10}",
  long: () => "-?\\d{1,19}",
  guid: () => "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
  bool: () => "true|false",
  alpha: () => "[a-z]+",
  length: (argument) => `.{${argument.replaceAll(" ", "")}}`,
  minlength: (argument) => `.{${argument},}`,
  maxlength: (argument) => `.{0,${argument}}`,
  regex: (argument) => argument,
};
