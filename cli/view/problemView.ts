import type { ProblemDetails } from "../../shared/contracts/problem.js";
import type { Terminal } from "../terminal.js";

/** A problem for a person: each fault with its place, what is wrong there, and what to write instead. */
export function problemView(
  { title, detail, errors = [], truncated }: ProblemDetails,
  { bold, dim, red, yellow, green }: Terminal["colors"],
): string {
  const lines = [`${red("✗")} ${bold(title)}`, ...(detail ? [`  ${detail}`] : [])];
  for (const { pointer, document, line, column, rule, detail: what, remedy } of errors) {
    const file = document
      ? `${document}${line ? `:${line}:${column ?? 1}` : ""}`
      : line
        ? `line ${line}:${column ?? 1}`
        : "";
    lines.push("", `  ${yellow(pointer)}${file ? dim(`  ${file}`) : ""}  ${dim(rule)}`, `    ${what}`);
    if (remedy) lines.push(`    ${green("→")} ${remedy}`);
  }
  if (truncated) lines.push("", dim("  … and more of the same"));
  return lines.join("\n");
}
