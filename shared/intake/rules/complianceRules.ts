import { childOf, textOf, type DocumentNode } from "../reading/documentNode.js";
import { findingAt, type Finding } from "../reading/finding.js";
import { fieldName, named } from "../reading/quoted.js";
import type { Rule } from "./rule.js";
import { whereIs } from "./whereIs.js";

/** Compliance tags say nothing else than the tags and the plan beside them. */
export const complianceRules: Rule = ({ root, byKind }) => {
  const compliance = childOf(root, "resource_compliance_tags");
  if (!compliance) return [];
  const own = childOf(compliance, "tags");
  const tags = childOf(root, "tags");
  const level = childOf(compliance, "compliance_level");
  const vault = childOf(compliance, "access_limits", "keyvault");
  const vaults = vault ? (byKind.get("keyvault") ?? []) : [];
  const policies = vaults.flatMap(({ settings }) => settings.get("policy") ?? []);
  return [
    ...(own?.kind === "map" ? [...own.members].map(([name, node]) => disagreement(childOf(tags, name), node)) : []),
    ...["compliance", "compliance_level"].flatMap((name) => [
      disagreement(childOf(tags, name), level),
      disagreement(childOf(own, name), level),
    ]),
    ...policies.map((policy) => disagreement(policy, vault)),
  ];
};

function disagreement(node: DocumentNode | undefined, other: DocumentNode | undefined): Finding | undefined {
  const [said, asked] = [textOf(node), textOf(other)];
  if (!node || !other || said === undefined || asked === undefined || said === asked) return undefined;
  return findingAt(node.at, {
    rule: "contradiction",
    detail: `${named(fieldName(node.at))} says something else than the compliance tags (${named(fieldName(other.at))}, ${whereIs(other)}).`,
    remedy: "Leave it out here, or correct one of the two.",
  });
}
