import type { ResolvedPlan } from "../contracts/plan.js";
import { moduleOf } from "../planning/selectTemplates.js";
import { plainText } from "./quote.js";
import { stackOutputs } from "./stackOutputs.js";

/** `README.md`: the resource map for people: what the stack holds, what it gives out, how to look at it. */
export function renderReadme(plan: ResolvedPlan): string {
  const { component, environment, region, project, stack } = plan.identity;
  return [
    `# ${component} in ${environment}, ${region}`,
    "",
    `Stack \`${project}/${stack}\`, rendered for blueprint ${code(plan.tags["blueprint_id"] ?? "")} and trace`,
    `${code(plan.tags["trace_id"] ?? "")}. Change the request and provision again: edits made here are lost.`,
    "",
    "## Resources",
    "",
    ...table(
      ["Resource", "Azure name", "Module"],
      plan.resources.map(({ kind, logicalName, name }) => [logicalName, code(name), code(moduleOf[kind])]),
    ),
    "",
    "## Outputs",
    "",
    ...table(
      ["Output", "Meaning"],
      stackOutputs(plan).map(({ key, meaning }) => [code(key), meaning]),
    ),
    "",
    "## Looking at it",
    "",
    "```sh",
    "npm install && npm run build",
    `pulumi preview --stack ${stack}`,
    "```",
    "",
    ...secretsNote(plan),
  ].join("\n");
}

function secretsNote({ secrets }: ResolvedPlan): string[] {
  if (secrets.length === 0) return [];
  return [
    "These files hold no secret. A preview by hand asks for the values, and Pulumi keeps them encrypted:",
    "",
    "```sh",
    ...secrets.map(({ vaultRef }) => `pulumi config set --secret ${vaultRef.replace(/[^A-Za-z0-9-]/g, "?")}`),
    "```",
    "",
  ];
}

function code(text: string): string {
  return `\`${plainText(text) || "-"}\``;
}

/** A Markdown table with aligned columns, as prettier writes it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) => Math.max(3, title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)];
}
