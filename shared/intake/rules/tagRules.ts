import { regionNamed, type IntakeContext } from "../intakeContext.js";
import { childOf, pointerOf, textAt, textOf, type DocumentNode, type MapNode } from "../reading/documentNode.js";
import { findingAt, findingAtKey, type Finding } from "../reading/finding.js";
import { named, quoted } from "../reading/quoted.js";
import { compactName } from "../../naming/nameParts.js";
import { isSecretName, secretForm } from "../../secretText.js";
import { Environment } from "../schemas/names.js";
import { canonicalValue } from "../schemas/schemaAt.js";
import { serviceTags } from "../schemas/tags.js";
import type { Draft, Rule } from "./rule.js";
import { standsTwice } from "./standsTwice.js";
import { lookup } from "../../lookup.js";

/** Azure's limit for one resource. Source: https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations */
const maxTags = 50;

/** Tags hold no secrets, fit Azure's limits together with the service's own, and say nothing else than the request. */
export const tagRules: Rule = (draft, context) => {
  const compliance = childOf(draft.root, "resource_compliance_tags", "tags");
  return findingsOf(childOf(draft.root, "tags"), draft, context).concat(findingsOf(compliance, draft, context));
};

function findingsOf(
  tags: DocumentNode | undefined,
  { root }: Draft,
  context: IntakeContext,
): readonly (Finding | undefined)[] {
  if (tags?.kind !== "map") return [];
  const names = [...tags.members.keys()];
  const findings = [...repeatedNames(names, tags.members), tooMany(tags, names)];
  for (const name of names) {
    findings.push(plaintext(name, tags));
    const agreement = lookup(agreements, name);
    if (agreement) findings.push(disagreement(tags, name, agreement, root, context));
    if (ownTags.has(name)) findings.push(foreignOrigin(tags.members.get(name)));
  }
  return findings;
}

/** Tags that say what another field or tag says, and how both are read before they are compared. */
const agreements: Readonly<Record<string, Agreement>> = {
  env: { field: "environment", read: asEnvironment },
  environment: { field: "environment", read: asEnvironment },
  region: { field: "region", read: (text, context) => regionNamed(text, context) ?? text },
  blueprint_id: { field: "blueprint_id" },
  tenant_id: { field: "tenant_id" },
  edition: { field: "edition" },
  component: { field: "component", read: compactName },
  compliance_level: { field: "compliance", isTag: true },
};

interface Agreement {
  readonly field: string;
  readonly isTag?: true;
  readonly read?: (text: string, context: IntakeContext) => string;
}

function asEnvironment(text: string): string {
  return canonicalValue(Environment, text) ?? text;
}

/** Tags of the service that say who made a resource. */
const ownTags: ReadonlySet<string> = new Set(["provisioned_by", "agent_origin"]);

/** Tags are readable by everyone who may read the resource, in the portal and in bills. */
function plaintext(name: string, tags: MapNode): Finding | undefined {
  const isNamedSo = isSecretName(name);
  const form = isNamedSo ? undefined : secretForm(textAt(tags, name) ?? "");
  const node = isNamedSo || form !== undefined ? tags.members.get(name) : undefined;
  if (!node) return undefined;
  const remedy = "Tags are readable by many: put secrets in the vault and refer to them under `secrets`.";
  if (form === undefined)
    return findingAtKey(node.at, {
      rule: "plaintext-secret",
      detail: `The tag ${quoted(name)} is named like a secret; its value is not shown.`,
      remedy,
    });
  const detail = `The tag ${quoted(name)} holds what looks like ${form}; it is not shown.`;
  return findingAt(node.at, { rule: "plaintext-secret", detail, remedy });
}

/** Azure reads tag names without regard to case. */
function repeatedNames(
  names: readonly string[],
  tags: ReadonlyMap<string, DocumentNode>,
): readonly (Finding | undefined)[] {
  if (!standsTwice(names)) return [];
  const first = new Map<string, DocumentNode>();
  return [...tags].map(([name, node]) => {
    const lower = name.toLowerCase();
    const other = first.get(lower);
    if (!other) first.set(lower, node);
    return (
      other &&
      findingAtKey(node.at, {
        rule: "duplicate-name",
        detail: `The tag ${quoted(name)} differs from ${quoted(String(other.at.key))} (${pointerOf(other.at)}) only in case, which Azure ignores.`,
        remedy: "Keep one of the two.",
      })
    );
  });
}

function tooMany(tags: MapNode, own: readonly string[]): Finding | undefined {
  if (own.length + serviceTags.length <= maxTags) return undefined;
  const all = new Set([...own.map((name) => (name === "env" ? "environment" : name)), ...serviceTags]);
  if (all.size <= maxTags) return undefined;
  return findingAt(tags.at, {
    rule: "too-many-tags",
    detail: `There are ${own.length} tags here, ${all.size} together with the service's own; Azure allows ${maxTags}.`,
    remedy: `Keep at most ${maxTags - serviceTags.length}, or put several values into one tag.`,
  });
}

function disagreement(
  tags: MapNode,
  name: string,
  { field: other, isTag, read = (text) => text }: Agreement,
  root: MapNode,
  context: IntakeContext,
): Finding | undefined {
  const holder = isTag ? tags : root;
  const [said, meant] = [textAt(tags, name), textAt(holder, other)];
  if (said === undefined || meant === undefined || said === meant) return undefined;
  if (read(said, context) === read(meant, context)) return undefined;
  const [tag, field] = [tags.members.get(name), holder.members.get(other)];
  if (!tag || !field) return undefined;
  const { document } = field.at.source;
  return findingAt(tag.at, {
    rule: "contradiction",
    detail: `The tag says ${quoted(said)}; ${named(String(field.at.key))} says ${quoted(meant)} (${document === undefined ? "" : `${document} `}${pointerOf(field.at)}).`,
    remedy: "Leave the tag out, it is set from the field; or correct one of the two.",
  });
}

function foreignOrigin(tag: DocumentNode | undefined): Finding | undefined {
  const said = textOf(tag);
  if (!tag || said === undefined || said === "cloud-provisioner-agent") return undefined;
  return findingAt(tag.at, {
    rule: "read-only-field",
    detail: `The tag ${named(String(tag.at.key))} is set by the service and cannot be ${quoted(said)}.`,
    remedy: "Leave the tag out; name the calling agent with agent_origin beside `tags`.",
  });
}
