/** A table; nothing when there are no rows. Pipes and line breaks of cells are made harmless. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `|${head.map(() => "-|").join("")}`, ...rows.map(line)].join("\n");
}

/** Paragraphs and blocks with an empty line between them; empty ones are left out. */
export function blocks(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Text as code, also when it holds a backtick. */
export function code(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** A sentence: upper case first, a full stop at the end. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "") return "";
  const first = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

/** Compares texts by code unit, the same in every locale. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function cell(text: string): string {
  return harmless(text.trim().replaceAll(/\s*\n\s*/g, " ")).replaceAll("|", String.raw`\|`);
}

/** Text whose `<` are no tags, except for line breaks and what is in code. */
export function harmless(text: string): string {
  return text.replaceAll(/(`[^`]*`)|<(?!br>)/g, (_, quoted: string | undefined) => quoted ?? "&lt;");
}
