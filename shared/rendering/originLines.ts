import type { ResolvedPlan } from "../contracts/plan.js";
import { plainText } from "./quote.js";
import { lookup } from "../lookup.js";

/**
 * What every rendered file that can hold a comment says first: whose stack it is and where it comes from.
 * Only what is the same in every run of a stack; a run's own ids are in its records.
 * Source: specification section 4.7.
 */
export function originLines({ identity, tags }: ResolvedPlan): string[] {
  const ids = ["blueprint_id", "trace_id", "agent_origin"].map((name) => `${name}: ${lookup(tags, name) ?? "unknown"}`);
  return [
    `${identity.component} in ${identity.environment}, ${identity.region}: stack ${identity.project}/${identity.stack}.`,
    `${ids.join(", ")}.`,
    "Rendered. Change the request and provision again: edits made here are lost.",
  ].map(plainText);
}
