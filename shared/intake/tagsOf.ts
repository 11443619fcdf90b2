import { originOf, type Note } from "./corrections.js";
import { regionNamed, type IntakeContext } from "./intakeContext.js";
import { childOf, type DocumentNode } from "./reading/documentNode.js";
import { Environment } from "./schemas/names.js";
import type { RequestDocument } from "./schemas/requestDocument.js";
import { canonicalValue } from "./schemas/schemaAt.js";
import { lookup } from "../lookup.js";

/** The caller's tags, with what the request says elsewhere in its place: the run's trace id, the environment's name, the edition. */
export function tagsOf(
  fields: RequestDocument,
  root: DocumentNode,
  context: IntakeContext,
  note: Note,
): Record<string, string> {
  const compliance = fields.resource_compliance_tags;
  const level = compliance?.compliance_level;
  const tags: Record<string, string> = { ...fields.tags, ...compliance?.tags };
  if (level !== undefined && lookup(tags, "compliance") !== level) tags["compliance_level"] = level;
  const change = (tag: string, value: string | undefined, action: string, reason: string, isWarning = false) => {
    const before = lookup(tags, tag);
    if (before === undefined || value === undefined || before === value) return;
    tags[tag] = value;
    note({
      action,
      field: `tags.${tag}`,
      valueBefore: before,
      valueApplied: value,
      reason,
      ...(isWarning && { severity: "warning" }),
      ...originOf(childOf(root, "tags", tag)),
    });
  };
  const otherTrace = "The tag names another trace than the run; resources carry the trace of the run that makes them.";
  change("trace_id", fields.trace_id, "AutoCorrectedTraceTag", otherTrace, true);
  for (const tag of ["env", "environment"]) {
    const written = lookup(tags, tag);
    if (written !== undefined)
      change(tag, canonicalValue(Environment, written), "NormalisedEnvironment", "Another word for the environment.");
  }
  const region = lookup(tags, "region");
  if (region !== undefined)
    change("region", regionNamed(region, context), "NormalisedRegion", "Another name of the region.");
  if (fields.edition !== undefined && !Object.hasOwn(tags, "edition")) {
    tags["edition"] = fields.edition;
    note({
      action: "InjectedTag",
      field: "tags.edition",
      valueApplied: fields.edition,
      reason: "The request's edition is a tag of its resources.",
    });
  }
  return tags;
}
