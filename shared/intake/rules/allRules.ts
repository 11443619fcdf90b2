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
export function ruleFindings(draft: Draft, context: IntakeContext): Finding[] {
  const findings: Finding[] = [];
  for (const rule of rules) for (const finding of rule(draft, context)) if (finding) findings.push(finding);
  return findings;
}
