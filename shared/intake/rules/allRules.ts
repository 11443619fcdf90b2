import type { IntakeContext } from "../intakeContext.js";
import type { Finding } from "../reading/finding.js";
import { complianceRules } from "./complianceRules.js";
import { componentRules } from "./componentRules.js";
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
  secretRules,
  tagRules,
  complianceRules,
  overlayRules,
];

/** What every rule finds. */
export function ruleFindings(draft: Draft, context: IntakeContext): Finding[] {
  return rules.flatMap((rule) => rule(draft, context)).filter((finding) => finding !== undefined);
}
