import { z } from "zod";
import { worded } from "./wording.js";

/** No control characters and no line ends of any kind; written out, because published patterns travel without flags. */
const oneLine = /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/;

/** Tags that the service sets on every resource; they count against the limit. */
export const serviceTags = [
  "trace_id",
  "blueprint_id",
  "component",
  "environment",
  "region",
  "compliance",
  "provisioned_by",
  "agent_origin",
] as const;

/** Tags that mean something here. Azure reads tag names without regard to case, so these are understood in any. */
const knownTags: ReadonlySet<string> = new Set([...serviceTags, "env", "compliance_level", "tenant_id", "edition"]);

function canonicalName(name: string): string {
  const lower = name.toLowerCase();
  return knownTags.has(lower) ? lower : name;
}

/**
 * Tags as Azure accepts them on every kind; some kinds accept less, which tagging decides.
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations
 */
const TagName = worded(
  z
    .string()
    .min(1)
    .max(512)
    .regex(/^[^<>%&\\?/\u0000-\u001f\u007f-\u009f\u2028\u2029]+$/)
    .refine((name) => name.trim() === name && !/^(?:hidden-|microsoft|azure|windows)/i.test(name)),
  {
    title: "the name of a tag",
    remedy: "At most 512 characters, none of < > % & \\ ? /, and no hidden-, microsoft, azure or windows at the start.",
    canonical: canonicalName,
    explain: () => ({ rule: "forbidden-tag" }),
  },
);

export const TagText = worded(z.string().max(256).regex(oneLine), {
  title: "the value of a tag",
  explain: () => ({ rule: "forbidden-tag" }),
});

const TagValue = worded(z.union([TagText, z.number(), z.boolean()]).transform(String), {
  title: "the value of a tag",
  remedy: "Text of at most 256 characters on one line.",
  isAsWritten: true,
});

export const Tags = worded(z.record(TagName, TagValue), {
  title: "a map of tags",
  remedy: "Names and values of at most 50 tags; the service adds its own.",
}).meta({ id: "Tags" });
