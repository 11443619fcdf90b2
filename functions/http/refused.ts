import type { HttpResponseInit } from "@azure/functions";
import type { Fault } from "../../shared/contracts/problem.js";
import { problem } from "./problem.js";

/** 400 for a text that cannot be read at all, 422 for one that says something impossible. */
export function refused(faults: readonly Fault[]): HttpResponseInit {
  const isUnreadable = faults.some(({ rule }) => unreadable.includes(rule));
  const many = faults.length === 1 ? "One thing is" : `${faults.length} things are`;
  return problem(
    isUnreadable ? 400 : 422,
    isUnreadable ? "unreadable-document" : "invalid-request",
    "The request was refused",
    {
      detail: `${many} wrong with it. Nothing was written and nothing was started.`,
      errors: faults,
    },
  );
}

const unreadable: readonly string[] = ["malformed-json", "malformed-yaml", "invalid-encoding"];
