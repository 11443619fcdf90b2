import { z } from "zod";
import type { DocumentNode } from "./reading/documentNode.js";
import type { Finding } from "./reading/finding.js";
import { plainValue } from "./reading/documentNode.js";
import { spotAt, type Checked, type Spot } from "./schemaSpot.js";
import { optionFor } from "./schemas/schemaAt.js";
import { bare } from "./schemas/wording.js";
import {
  badKey,
  missing,
  notOneOf,
  outOfRange,
  refusedValue,
  unknownField,
  unknownKind,
  wrongType,
} from "./zodMessages.js";

type Issue = z.core.$ZodIssue;

/** Turns what zod found into faults about the document as it was written. The only place that knows zod's issues. */
export function faultsFromZod(issues: readonly Issue[], checked: Checked): Finding[] {
  const judged = new Set<DocumentNode>();
  const findings = issues.flatMap((issue) => {
    const union = firstUnion(issue.code === "invalid_key" ? issue.path.slice(0, -1) : issue.path, checked);
    if (!union?.node) return faultsFromIssue(issue, checked);
    if (judged.has(union.node)) return [];
    judged.add(union.node);
    return faultsOfForm(union, union.node);
  });
  return onePerValue(findings);
}

/** The outermost value on a path that may have several forms. */
function firstUnion(path: readonly PropertyKey[], checked: Checked): Spot | undefined {
  for (let length = 0; length <= path.length; length++) {
    const spot = spotAt(path.slice(0, length), checked);
    const decided = spot.schema && bare(spot.schema);
    const isUnion = decided instanceof z.ZodUnion && !(decided instanceof z.ZodDiscriminatedUnion);
    if (spot.node && isUnion) return spot;
  }
  return undefined;
}

/** zod reports on the form that failed least; a reader wants to hear of the form that was written. */
function faultsOfForm(spot: Spot, node: DocumentNode): Finding[] {
  const form = spot.schema && optionFor(spot.schema, node);
  if (!form) return [wrongType(spot, node)];
  const issues = form.safeParse(plainValue(node)).error?.issues ?? [];
  return faultsFromZod(issues, { root: node, schema: form, isSecret: spot.isSecret, wording: spot.wording });
}

function faultsFromIssue(issue: Issue, checked: Checked): Finding[] {
  const spot = spotAt(issue.path, checked);
  const around = () => spotAt(issue.path.slice(0, -1), checked);
  if (issue.code === "invalid_key") return [badKey(spot, around())];
  if (issue.code === "invalid_union") return [unknownKind(spot, around())];
  const { node } = spot;
  if (!node) return [missing(spot)];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownField(spot, key));
    case "invalid_type":
      return [wrongType(spot, node)];
    case "invalid_value":
      return [notOneOf(spot, node)];
    case "too_big":
      return [outOfRange({ side: "at most", limit: issue.maximum }, spot, node)];
    case "too_small":
      return [outOfRange({ side: "at least", limit: issue.minimum }, spot, node)];
    case "invalid_format":
    case "invalid_element":
    case "not_multiple_of":
    case "custom":
      return [refusedValue(spot, node)];
  }
}

/** zod may say of one text that it is too long, malformed and refused; a reader needs to hear it once. */
function onePerValue(findings: readonly Finding[]): Finding[] {
  const isAboutText = ({ fault }: Finding) => !["unknown-field", "missing-field"].includes(fault.rule);
  const seen = new Set<string>();
  return findings.filter((finding) => {
    if (!isAboutText(finding)) return true;
    const identity = `${finding.order} ${finding.offset} ${finding.fault.pointer}`;
    return !seen.has(identity) && seen.add(identity);
  });
}
