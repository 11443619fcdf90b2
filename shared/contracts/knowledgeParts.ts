import { z } from "zod";

/** What every knowledge file says of itself: which edition it is, and where its facts come from. */
export const edition = {
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  date: z.iso.date(),
  source: z.url(),
};

/** A regular expression as text; checked here, so that a slip in a data file fails at start and not in a run. */
export const Pattern = z.string().refine(isPattern, "is not a regular expression");

/** How names of one kind are built and what Azure accepts. */
export const NameRule = z.strictObject({
  /** Short mark of the kind, appended to the convention (`aks`). */
  suffix: z.string().regex(/^[a-z]{0,10}$/),
  /** Which form of the component the name carries: the short one people say, or the whole one that is unique. */
  component: z.enum(["short", "whole"]),
  separator: z.enum(["-", ""]),
  minLength: z.int().min(1),
  maxLength: z.int().max(127),
  pattern: Pattern,
  scope: z.enum(["global", "subscription", "resource-group", "parent"]),
  /** Characters of hash that make a globally scoped name unique; zero where a scope already does. */
  hashLength: z.int().min(0).max(12),
  source: z.url(),
});
export type NameRule = z.infer<typeof NameRule>;

function isPattern(text: string): boolean {
  try {
    new RegExp(text, "u");
    return true;
  } catch {
    return false;
  }
}
