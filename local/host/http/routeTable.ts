import type { TriggeredBy } from "../worker/functionTable.js";
import { mapFunctions } from "../worker/mapFunctions.js";
import { routeTemplate } from "./routeTemplate.js";

/** Where a request goes. */
type Routed =
  | { readonly kind: "found"; readonly target: TriggeredBy<"http">; readonly params: Record<string, string> }
  /** The path is known, the method is not. */
  | { readonly kind: "wrong-method"; readonly allowed: readonly string[] }
  | { readonly kind: "not-found" };

/** Finds the function for a path and method. */
export type RouteTable = (method: string, segments: readonly string[]) => Routed;

/**
 * @param prefix host.json's routePrefix, "" for none.
 * @throws Error naming every route that is not understood.
 */
export function routeTable(functions: readonly TriggeredBy<"http">[], prefix: string): RouteTable {
  const routes = mapFunctions("The local host cannot route this application", functions, (target) => ({
    target,
    template: routeTemplate(`${prefix}/${target.trigger.route}`),
  }));
  routes.sort((a, b) => (a.template.precedence < b.template.precedence ? -1 : 1));

  return (method, segments) => {
    const allowed: string[] = [];
    for (const { target, template } of routes) {
      const params = template.match(segments);
      if (!params) continue;
      if (target.trigger.methods.includes(method)) return { kind: "found", target, params };
      allowed.push(...target.trigger.methods);
    }
    return allowed.length > 0 ? { kind: "wrong-method", allowed: [...new Set(allowed)] } : { kind: "not-found" };
  };
}
