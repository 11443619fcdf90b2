import { z } from "zod";
import { worded } from "./wording.js";

/**
 * Tags as Azure accepts them on every kind; some kinds accept less, which tagging decides.
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations
 */
const tagName = /^(?!\s)(?!(?:hidden-|microsoft|azure|windows))[^<>%&\\?/\p{Cc}\p{Cs}\u2028\u2029]+(?<!\s)$/iu;

const TagName = worded(z.string().min(1).max(512).regex(tagName), {
  title: "the name of a tag",
  remedy: "At most 512 characters, none of < > % & \\ ? /, and no hidden-, microsoft, azure or windows at the start.",
  explain: () => ({ rule: "forbidden-tag" }),
});

const TagValue = worded(
  z
    .union([
      worded(
        z
          .string()
          .max(256)
          .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u),
        { title: "the value of a tag", explain: () => ({ rule: "forbidden-tag" }) },
      ),
      z.number(),
      z.boolean(),
    ])
    .transform(String),
  { title: "the value of a tag", remedy: "Text of at most 256 characters on one line.", isAsWritten: true },
);

export const Tags = worded(z.record(TagName, TagValue), {
  title: "a map of tags",
  remedy: "Names and values of at most 50 tags; the service adds its own.",
}).meta({ id: "Tags" });
