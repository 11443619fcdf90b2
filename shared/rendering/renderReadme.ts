import type { ResolvedPlan } from "../contracts/plan.js";
import { isSecretsProvider } from "../planning/secretsProvider.js";
import { kindOf, moduleOf } from "../planning/selectTemplates.js";
import { delegatingZones } from "./delegatingZones.js";
import { modulesCheck, modulesFolder, type ModulesPackage } from "./modulesPackage.js";
import type { ProvenanceComments } from "./provenanceComments.js";
import { plainText } from "./quote.js";
import { reachingTheComponent } from "./reachingTheComponent.js";
import type { StackOutputCode } from "./stackOutputs.js";

/** `README.md`: what the stack holds and why, what it gives out, how to run it without the application. */
export function renderReadme(
  plan: ResolvedPlan,
  modules: ModulesPackage,
  outputs: readonly StackOutputCode[],
  comments: ProvenanceComments,
): string {
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
      ["Resource", "Kind", "Azure name", "Module", "Why it is there"],
      plan.resources.map((resource) => [
        ...[resource.logicalName, kindOf(resource), code(resource.name), code(moduleOf(resource))],
        prose(comments(resource.logicalName)("kind")),
      ]),
    ),
    "",
    "`index.ts` says of each value what set it.",
    "",
    "## Outputs",
    "",
    ...table(
      ["Output", "Meaning"],
      outputs.map(({ key, meaning }) => [code(key), meaning]),
    ),
    "",
    ...reachingTheComponent(plan),
    ...delegatingZones(plan, outputs),
    ...byHand(plan),
    "## What it is made of",
    "",
    `The modules lie in \`${modulesFolder}\`. This prints the digest that \`Pulumi.lock.yaml\` names under \`templates\`:`,
    "",
    "```sh",
    modulesCheck(modules),
    "```",
    "",
  ].join("\n");
}

/** The commands of a person with Node, the Pulumi CLI and rights in Azure. */
function byHand({ identity, secrets, secretsProvider }: ResolvedPlan): string[] {
  const provider = isSecretsProvider(secretsProvider) ? secretsProvider : "passphrase";
  return [
    "## Running it by hand",
    "",
    "With Node 20, the Pulumi CLI and a login to Azure, in this folder and in a backend of your choice (`pulumi login`):",
    "",
    "```sh",
    "npm ci",
    `pulumi stack select --create ${identity.stack} --secrets-provider "${provider}"`,
    ...secrets.map(({ vaultRef }) => `pulumi config set --secret ${vaultRef.replace(/[^A-Za-z0-9-]/g, "?")}`),
    "pulumi preview",
    "```",
    "",
    ...(secrets.length > 0
      ? ["These files hold no secret: `pulumi config set` asks for each value, and Pulumi keeps it encrypted.", ""]
      : []),
    "In a backend that does not know the stack a preview shows every resource as new; it changes nothing.",
    "",
  ];
}

/** Words in a table, without marks that Markdown would take for emphasis, links or entities. */
function prose(text: string): string {
  return plainText(text).replace(/[_[\]~&]/g, "?");
}

function code(text: string): string {
  return `\`${plainText(text) || "-"}\``;
}

/** A Markdown table with aligned columns, as prettier writes it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) =>
    rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), Math.max(3, title.length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)];
}
