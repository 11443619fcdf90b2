import type { HttpResponseInit } from "@azure/functions";
import type { ResolvedPlan } from "../../shared/contracts/plan.js";
import type { ExplainedValue } from "../../shared/contracts/why.js";
import { explainedAt } from "../../shared/planning/explainedAt.js";
import { problem } from "./problem.js";

/** Who set the values at a path of a plan, or the answer to a path that leads nowhere. */
export type ExplainedPlan =
  | { readonly ok: true; readonly path: string; readonly values: ExplainedValue[] }
  | { readonly ok: false; readonly answer: HttpResponseInit };

/** Looks up who set what of a plan. */
export function explanationOf(plan: ResolvedPlan, path: string): ExplainedPlan {
  const explained = explainedAt(plan, path);
  switch (explained.kind) {
    case "found":
      return { ok: true, path: explained.path, values: [...explained.values] };
    case "inside":
      return unknownPath(`${explained.whole} is one value and explained as a whole. Ask for ${explained.whole}.`, [
        explained.whole,
      ]);
    case "unknown":
      return unknownPath(
        explained.nearest.length === 0
          ? "Ask without a path for all of the plan."
          : `Did you mean ${explained.nearest.join(" or ")}?`,
        explained.nearest,
      );
  }
}

function unknownPath(detail: string, nearest: readonly string[]): ExplainedPlan {
  const answer = problem(404, "path-not-found", "The plan has no such value", { detail, context: { nearest } });
  return { ok: false, answer };
}
