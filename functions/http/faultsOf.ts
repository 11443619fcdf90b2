import type { z } from "zod";
import type { Fault } from "../../shared/contracts/problem.js";

/** What is wrong with a small body or a query, as faults under one rule. */
export function faultsOf(error: z.ZodError, rule: string): Fault[] {
  return error.issues.map(({ path, message }) => ({ pointer: pointerTo(path), rule, detail: message }));
}

/** Source: https://www.rfc-editor.org/rfc/rfc6901#section-6 */
function pointerTo(path: readonly PropertyKey[]): string {
  return `#${path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")}`;
}
