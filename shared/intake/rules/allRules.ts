import type { IntakeContext } from "../intakeContext.js";
import type { Finding } from "../reading/finding.js";
import { addressRules } from "./addressRules.js";
import { complianceRules } from "./complianceRules.js";
import { componentRules } from "./componentRules.js";
import { nameRules } from "./nameRules.js";
import { overlayRules } from "./overlayRules.js";
import { planRules } from "./planRules.js";
import { regionRules } from "./regionRules.js";
import type { Draft, Rule } from "./rule.js";
import { secretRules } from "./secretRules.js";
import { tagRules } from "./tagRules.js";
import type { PlanNode } from "../planNodes.js";
import { zoneRules } from "./zoneRules.js";

const rules: readonly Rule[] = [
  componentRules,
  regionRules,
  zoneRules,
  planRules,
  nameRules,
  addressRules,
  secretRules,
  tagRules,
  complianceRules,
  overlayRules,
];

/** What every rule finds. */
export function ruleFindings(
  { root, entries, missing }: Omit<Draft, "byKind">,
  context: IntakeContext,
): readonly Finding[] {
  const draft: Draft = { root, entries, missing, byKind: groupedByKind(entries) };
  const findings: Finding[] = [];
  for (const rule of rules) for (const finding of rule(draft, context)) if (finding) findings.push(finding);
  return findings;
}

function groupedByKind(entries: readonly PlanNode[]): Draft["byKind"] {
  const byKind = new Map<string, PlanNode[]>();
  for (const entry of entries) {
    const own = byKind.get(entry.kind);
    if (own) own.push(entry);
    else byKind.set(entry.kind, [entry]);
  }
  return byKind;
}
