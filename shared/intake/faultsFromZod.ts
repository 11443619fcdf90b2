import { z } from "zod";
import { childOf, type DocumentNode, type Place } from "./reading/documentNode.js";
import { findingAt, findingAtKey, findingForMissing, type Finding } from "./reading/finding.js";
import { nearestName } from "./reading/nearestName.js";
import { described, fieldName, named, quoted } from "./reading/quoted.js";
import { spotAt, type Checked, type Spot } from "./schemaSpot.js";
import { advice, expectations, kindsOf } from "./schemas/describe.js";
import { fieldsOf, knownValues, optionFor, optionsOf } from "./schemas/schemaAt.js";
import { bare, wordingOf } from "./schemas/wording.js";

type Issue = z.core.$ZodIssue;

/** Turns what zod found into faults about the document as it was written. The only place that knows zod's issues. */
export function faultsFromZod(issues: readonly Issue[], root: DocumentNode, schema: z.ZodType): Finding[] {
  const findings = issues.flatMap((issue) => faultsFromIssue(issue, [], { root, schema }));
  return onePerValue(findings);
}

function faultsFromIssue(issue: Issue, prefix: readonly PropertyKey[], checked: Checked): Finding[] {
  const path = [...prefix, ...issue.path];
  const spot = spotAt(path, checked);
  if (issue.code === "invalid_key") return [badKey(spot, checked, path)];
  if (issue.code === "invalid_union" && issue.errors.length === 0) return [unknownKind(spot, path, checked)];
  if (!spot.node) return [missing(spot)];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownField(spot, key));
    case "invalid_union":
      return unionFaults(issue, spot, path, checked);
    case "invalid_type":
      return [wrongType(spot, spot.node)];
    case "invalid_value":
      return [
        optionFor(spot.schema ?? checked.schema, spot.node) ? notOneOf(spot, spot.node) : wrongType(spot, spot.node),
      ];
    case "too_big":
    case "too_small":
      return [outOfRange(issue, spot, spot.node)];
    case "invalid_format":
    case "invalid_element":
    case "not_multiple_of":
    case "custom":
      return [refusedValue(spot, spot.node)];
  }
}

function missing({ parent, key, wording }: Spot): Finding {
  const name = String(key);
  return findingForMissing(parent.at, name, {
    rule: "missing-field",
    detail: `${named(nameBelow(parent.at, name))} is missing.`,
    remedy: `Add ${named(name)}. ${advice(wording)}`.trim(),
  });
}

function unknownField({ node, parent, schema, wording, isSecret }: Spot, key: string): Finding {
  const owner = node ?? parent;
  const place = childOf(owner, key)?.at ?? owner.at;
  const explained = wording.explainField?.(key);
  if (explained) return findingAtKey(place, explained);
  const fields = Object.keys((schema && fieldsOf(optionFor(schema, owner) ?? schema)) ?? {});
  const meant = nearestName(key, fields);
  const ownerName = fieldName(owner.at) === "" ? (wording.title ?? "this object") : named(fieldName(owner.at));
  if (isSecret && meant === undefined) {
    return findingAt(owner.at, {
      rule: "unknown-field",
      detail: `A field of ${ownerName} is not known; it may hold a secret, so it is not shown.`,
      remedy: `Known fields: ${fields.join(", ")}.`,
    });
  }
  return findingAtKey(place, {
    rule: "unknown-field",
    detail: `${named(key)} is not a field of ${ownerName}.`,
    remedy:
      meant === undefined
        ? `Known fields: ${fields.join(", ")}.`
        : `Did you mean ${named(meant)}? Otherwise remove it.`,
  });
}

/** A union's faults are those of the form that the caller chose; a kind nobody knows is a fault of its own. */
function unionFaults(
  issue: Extract<Issue, { code: "invalid_union" }>,
  spot: Spot,
  path: readonly PropertyKey[],
  checked: Checked,
): Finding[] {
  const { node, schema } = spot;
  const decided = schema && bare(schema);
  if (!node || !(decided instanceof z.ZodUnion)) return [];
  const option = optionFor(decided, node);
  const index = optionsOf(decided).findIndex((candidate) => optionFor(candidate, node) === option);
  const errors = option && issue.errors[index];
  return errors ? errors.flatMap((inner) => faultsFromIssue(inner, path, checked)) : [wrongType(spot, node)];
}

/** zod points at the discriminator, whose value fits no option of the union. */
function unknownKind(spot: Spot, path: readonly PropertyKey[], checked: Checked): Finding {
  const { schema, wording } = spotAt(path.slice(0, -1), checked);
  const known = schema ? kindsOf(schema) : [];
  const { node } = spot;
  if (!node) return missing({ ...spot, wording: { remedy: `One of ${known.join(", ")}.` } });
  const written = node.kind === "scalar" ? node.text : "";
  const explained = wording.explainField?.(written);
  if (explained) return findingAt(node.at, explained);
  const meant = nearestName(written, known);
  return findingAt(node.at, {
    rule: "unknown-kind",
    detail: `${nameOf(node.at)} is ${described(node)}, which is no kind of resource.`,
    remedy: `${meant === undefined ? "" : `Did you mean ${named(meant)}? `}Known kinds: ${known.join(", ")}.`,
  });
}

function wrongType({ wording, schema, isSecret }: Spot, node: DocumentNode): Finding {
  const kinds = schema ? expectations(schema) : [];
  const isQuotable =
    node.kind === "scalar" && node.value !== null && typeof node.value !== "string" && kinds.includes("text");
  const remedy =
    node.kind === "scalar" && node.value === null
      ? "Give it a value, or leave the field out."
      : isQuotable && !isSecret
        ? `Put it in quotes: ${quoted(node.text)}.`
        : advice(wording);
  return findingAt(node.at, {
    rule: "wrong-type",
    detail: `${nameOf(node.at)} must be ${kinds.join(" or ")}, not ${described(node, isSecret)}.`,
    ...(remedy !== "" && { remedy }),
  });
}

function notOneOf({ schema, wording, isSecret }: Spot, node: DocumentNode): Finding {
  const written = node.kind === "scalar" ? node.text : "";
  const option = schema && optionFor(schema, node);
  const meant = option && nearestName(written, knownValues(option));
  const explained = wording.explain?.(written);
  return findingAt(node.at, {
    rule: explained?.rule ?? "not-one-of",
    detail:
      explained?.detail ??
      `${nameOf(node.at)} is ${described(node, isSecret)}, which is not ${wording.title ?? "allowed"}.`,
    remedy: explained?.remedy ?? `${meant === undefined ? "" : `Did you mean ${named(meant)}? `}${advice(wording)}`,
  });
}

function outOfRange(issue: Extract<Issue, { code: "too_big" | "too_small" }>, spot: Spot, node: DocumentNode): Finding {
  const limit = issue.code === "too_big" ? issue.maximum : issue.minimum;
  const [side, word] = issue.code === "too_big" ? ["at most", "large"] : ["at least", "small"];
  if (node.kind === "list") {
    return findingAt(node.at, {
      rule: issue.code === "too_big" ? "too-many-items" : "too-few-items",
      detail: `${nameOf(node.at)} has ${node.items.length} items; ${side} ${limit} are allowed.`,
      remedy: issue.code === "too_big" ? "Split it into several requests." : "Add what is missing.",
    });
  }
  if (issue.origin === "string") return refusedValue(spot, node);
  return findingAt(node.at, {
    rule: "out-of-range",
    detail: `${nameOf(node.at)} is ${described(node, spot.isSecret)}, which is too ${word}.`,
    remedy: advice(spot.wording) || `Write ${side} ${limit}.`,
  });
}

/** A text that its pattern, its length or a rule of its own refuses. */
function refusedValue({ wording, isSecret }: Spot, node: DocumentNode): Finding {
  const written = node.kind === "scalar" ? node.text : "";
  const explained = wording.explain?.(written);
  const title = wording.title ?? "allowed";
  return findingAt(node.at, {
    rule: explained?.rule ?? "invalid-format",
    detail:
      explained?.detail ??
      (isSecret
        ? `${nameOf(node.at)} is not ${title}; its value is not shown.`
        : `${nameOf(node.at)}: ${quoted(written)} is not ${title}.`),
    remedy: explained?.remedy ?? advice(wording),
  });
}

function badKey({ node, parent, key, isSecret }: Spot, checked: Checked, path: readonly PropertyKey[]): Finding {
  const { schema } = spotAt(path.slice(0, -1), checked);
  const record = schema && optionFor(schema, parent);
  const keyType = record instanceof z.ZodRecord ? (record.keyType as z.ZodType) : undefined;
  const wording = keyType ? wordingOf(keyType) : {};
  const explained = wording.explain?.(String(key));
  return findingAtKey(node?.at ?? parent.at, {
    rule: explained?.rule ?? "unknown-field",
    detail:
      explained?.detail ?? `${isSecret ? "A key" : quoted(String(key))} is not ${wording.title ?? "allowed here"}.`,
    remedy: explained?.remedy ?? advice(wording),
  });
}

function nameOf(place: Place): string {
  const name = fieldName(place);
  return name === "" ? "The document" : named(name);
}

function nameBelow(parent: Place, key: string): string {
  const name = fieldName(parent);
  return name === "" ? key : `${name}.${key}`;
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
