import { z } from "zod";
import { childOf, type DocumentNode, type Place } from "./reading/documentNode.js";
import { findingAt, findingAtKey, findingForMissing, type Finding } from "./reading/finding.js";
import { nearestName } from "./reading/nearestName.js";
import { described, fieldName, listed, named, quoted } from "./reading/quoted.js";
import type { Spot } from "./schemaSpot.js";
import { advice, expectations, kindsOf } from "./schemas/describe.js";
import { fieldsOf, knownWords, optionFor } from "./schemas/schemaAt.js";
import { wordingOf, type Wording } from "./schemas/wording.js";

/** A required field that is not there. */
export function missing({ parent, key, wording }: Spot): Finding {
  const name = String(key);
  return findingForMissing(parent.at, name, {
    rule: "missing-field",
    detail: `${named(nameBelow(parent.at, name))} is missing.`,
    remedy: advice(wording, `Add ${named(name)}:`),
  });
}

/** A field that an object does not have. */
export function unknownField({ node, parent, schema, wording, isSecret }: Spot, key: string): Finding {
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
      remedy: knownFields(fields, wording),
    });
  }
  return findingAtKey(place, {
    rule: "unknown-field",
    detail: `${named(key)} is not a field of ${ownerName}.`,
    remedy: meant === undefined ? knownFields(fields, wording) : `Did you mean ${named(meant)}? Otherwise remove it.`,
  });
}

/** What may be written instead of a field; of an object that names none of its fields its own words say. */
function knownFields(fields: readonly string[], wording: Wording): string {
  if (fields.length > 0) return `Known fields: ${fields.join(", ")}.`;
  return advice(wording) || "Remove it, or correct its name.";
}

/** The `type` of a list item, which no kind has. */
export function unknownKind(spot: Spot, around: Spot): Finding {
  const known = around.schema ? kindsOf(around.schema) : [];
  const { node } = spot;
  if (!node)
    return missing(known.length === 0 ? spot : { ...spot, wording: { remedy: `One of ${known.join(", ")}.` } });
  const written = node.kind === "scalar" ? node.text : "";
  const explained = around.wording.explainField?.(written);
  if (explained) return findingAt(node.at, explained);
  return findingAt(node.at, {
    rule: "unknown-kind",
    detail: `${nameOf(node.at)} is ${described(node)}, which is no kind of resource.`,
    remedy: `${didYouMean(written, known)}Known kinds: ${known.join(", ")}.`,
  });
}

export function wrongType({ wording, schema, isSecret }: Spot, node: DocumentNode): Finding {
  const wanted = schema ? expectations(schema) : [];
  return findingAt(node.at, {
    rule: "wrong-type",
    detail: `${nameOf(node.at)} must be ${listed(wanted)}, not ${described(node, isSecret)}.`,
    remedy: typeRemedy(node, wanted, isSecret) ?? (advice(wording) || `Write ${listed(wanted)}.`),
  });
}

/** What helps when a value is there but of the wrong type. */
function typeRemedy(node: DocumentNode, wanted: readonly string[], isSecret: boolean): string | undefined {
  if (node.kind !== "scalar") return undefined;
  if (node.value === null) return "Give it a value, or leave the field out.";
  const isText = typeof node.value === "string";
  if (!isText && !isSecret && wanted.includes("text")) return `Put it in quotes: ${quoted(node.text)}.`;
  if (isText && wanted.includes("true or false") && /^(?:yes|no|on|off|y|n)$/i.test(node.text)) {
    return "Write true or false: YAML 1.2 reads yes, no, on and off as texts.";
  }
  return undefined;
}

/** A value that is none of the few allowed ones. */
export function notOneOf({ schema, wording, isSecret }: Spot, node: DocumentNode): Finding {
  const written = node.kind === "scalar" ? node.text : "";
  const option = schema && optionFor(schema, node);
  const explained = wording.explain?.(written);
  const title = wording.title ?? "allowed";
  return findingAt(node.at, {
    rule: explained?.rule ?? "not-one-of",
    detail:
      explained?.detail ??
      (isSecret
        ? `${nameOf(node.at)} is not ${title}; what it says is not shown.`
        : `${nameOf(node.at)} is ${described(node)}, which is not ${title}.`),
    remedy: explained?.remedy ?? `${option ? didYouMean(written, knownWords(option)) : ""}${advice(wording)}`,
  });
}

/** A number, a list or a text beyond its limit. */
export function outOfRange(
  { side, limit }: { readonly side: "at most" | "at least"; readonly limit: number | bigint },
  spot: Spot,
  node: DocumentNode,
): Finding {
  const isOver = side === "at most";
  if (node.kind === "list") {
    return findingAt(node.at, {
      rule: isOver ? "too-many-items" : "too-few-items",
      detail: `${nameOf(node.at)} has ${node.items.length} items; ${side} ${limit} are allowed.`,
      remedy: isOver ? "Split it into several requests." : "Add what is missing.",
    });
  }
  if (node.kind === "scalar" && typeof node.value === "string") return refusedValue(spot, node);
  return findingAt(node.at, {
    rule: "out-of-range",
    detail: `${nameOf(node.at)} is ${described(node, spot.isSecret)}, which is too ${isOver ? "large" : "small"}.`,
    remedy: advice(spot.wording) || `Write ${side} ${limit}.`,
  });
}

/** A text that its pattern, its length or a rule of its own refuses. */
export function refusedValue({ wording, isSecret }: Spot, node: DocumentNode): Finding {
  const written = node.kind === "scalar" ? node.text : "";
  const explained = wording.explain?.(written);
  const title = wording.title ?? "allowed";
  return findingAt(node.at, {
    rule: explained?.rule ?? "invalid-format",
    detail:
      explained?.detail ??
      (isSecret
        ? `${nameOf(node.at)} is not ${title}; what it says is not shown.`
        : `${nameOf(node.at)}: ${quoted(written)} is not ${title}.`),
    remedy: explained?.remedy ?? advice(wording),
  });
}

/** A key that a map of free keys does not take. */
export function badKey({ node, parent, key, isSecret }: Spot, around: Spot): Finding {
  const record = around.schema && optionFor(around.schema, parent);
  const wording: Wording = record instanceof z.ZodRecord ? wordingOf(record.keyType as z.ZodType) : {};
  const explained = wording.explain?.(String(key));
  return findingAtKey(node?.at ?? parent.at, {
    rule: explained?.rule ?? "unknown-field",
    detail:
      explained?.detail ?? `${isSecret ? "A key" : quoted(String(key))} is not ${wording.title ?? "allowed here"}.`,
    remedy: explained?.remedy ?? advice(wording),
  });
}

function didYouMean(written: string, known: readonly string[]): string {
  const meant = nearestName(written, known);
  return meant === undefined ? "" : `Did you mean ${named(meant)}? `;
}

function nameOf(place: Place): string {
  const name = fieldName(place);
  return name === "" ? "The document" : named(name);
}

function nameBelow(parent: Place, key: string): string {
  const name = fieldName(parent);
  return name === "" ? key : `${name}.${key}`;
}
