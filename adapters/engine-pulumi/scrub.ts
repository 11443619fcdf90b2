import { secretMask } from "./maskValue.js";

/** Takes secrets out of a text. */
export type Scrub = (text: string) => string;

/**
 * Replaces every given value, also in its JSON and base64 forms, by `[secret]`. The engine masks what a program marked
 * as secret; this covers what it does not: program errors, provider errors, plan violations.
 *
 * Values under 4 characters are replaced only where they stand alone, or every text would be full of holes.
 */
export function scrubber(values: readonly string[]): Scrub {
  const needles = [...new Set(values.flatMap(formsOf))].sort((a, b) => b.length - a.length);
  if (needles.length === 0) return (text) => text;
  const pattern = new RegExp(needles.map((needle) => bounded(needle, escapeRegExp(needle))).join("|"), "g");
  return (text) => text.replace(pattern, secretMask);
}

/** The same for every text inside a JSON value. */
export function scrubJson(scrub: Scrub, value: unknown): unknown {
  if (typeof value === "string") return scrub(value);
  if (Array.isArray(value)) return value.map((item) => scrubJson(scrub, item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [scrub(key), scrubJson(scrub, item)]));
}

function formsOf(value: string): string[] {
  if (value === "") return [];
  const base64 = Buffer.from(value).toString("base64");
  const lines = value.split(/\r?\n/).filter((line) => line.trim().length >= 16); // a text may quote one line of a key
  return [value, JSON.stringify(value).slice(1, -1), base64, ...lines];
}

function bounded(needle: string, pattern: string): string {
  return needle.length < 4 ? `(?<![A-Za-z0-9])${pattern}(?![A-Za-z0-9])` : pattern;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
