import type { ModuleName } from "../contracts/kinds.js";
import type { PlannedResource, ResolvedPlan } from "../contracts/plan.js";
import { moduleOf } from "../planning/selectTemplates.js";
import { identifier, literal, printCode, printProperty, printWidth, variableOf, type Code } from "./code.js";
import { moduleArguments } from "./moduleArguments.js";
import { originLines } from "./originLines.js";
import type { ProvenanceComments } from "./provenanceComments.js";
import { programSections } from "./programSections.js";
import { plainText } from "./quote.js";
import { stackOutputs } from "./stackOutputs.js";

/**
 * The program (`index.ts`): one module instance for each planned resource, each value with what set it. A stack of two
 * regions has a section for each, and one for what is in none.
 */
export function renderProgram(
  plan: ResolvedPlan,
  modules: readonly ModuleName[],
  comments: ProvenanceComments,
): string {
  const argumentsOf = moduleArguments(plan);
  const usesSecrets = plan.resources.some(({ kind, args }) => kind === "key-vault" && args.secrets.length > 0);
  return [
    ...originLines(plan).map((line) => `// ${line}`),
    "// A comment at a value says what set it: the request, a rule or a default of the knowledge files.",
    importLine([...modules, ...(usesSecrets ? ["seedSecret"] : [])]),
    `import * as pulumi from "@pulumi/pulumi";`,
    "",
    `const location = new pulumi.Config("azure-native").require("location");`,
    `const tags = new pulumi.Config().requireObject<Record<string, string>>("tags");`,
    "",
    ...programSections(plan).flatMap(({ heading, resources }) => [
      ...heading,
      ...resources.flatMap((resource) => [...instance(resource, argumentsOf(resource), comments), ""]),
    ]),
    "// Outputs, by the keys their consumers read.",
    ...stackOutputs(plan).map(({ key, code }) => {
      const start = `export const ${identifier(key)} = `;
      return `${start}${printCode(code, 0, start.length + 1)};`;
    }),
    "",
  ].join("\n");
}

function importLine(names: readonly string[]): string {
  const from = `from "@cloud-provisioner/azure";`;
  const flat = `import { ${names.join(", ")} } ${from}`;
  if (flat.length <= printWidth) return flat;
  return ["import {", ...names.map((name) => `  ${name},`), `} ${from}`].join("\n");
}

function instance(
  resource: PlannedResource,
  args: Readonly<Record<string, Code>>,
  comments: ProvenanceComments,
): string[] {
  const logicalName = printCode(literal(resource.logicalName), 0, 0);
  return [
    `const ${variableOf(resource.logicalName)} = new ${moduleOf(resource)}(${logicalName}, {`,
    ...Object.entries(args).flatMap(([key, code]) =>
      explained(`  ${printProperty([key, code], 2)},`, commentOf(comments, resource, key)),
    ),
    "});",
  ];
}

/** Where the plan holds what an argument says, for arguments that have another name there. */
const otherPaths: Readonly<Record<string, string>> = {
  workspaceName: "name",
  vaultName: "name",
  accountName: "name",
  clusterName: "name",
  zoneName: "name",
  identityName: "name",
  profileName: "name",
  relativeName: "name",
  kubeconfig: "args.kubeconfigSecret",
  subnetId: "args.subnet",
  networks: "args.network",
};

/** What set an argument; nothing where it only refers to another resource or to the stack's own settings. */
function commentOf(comments: ProvenanceComments, resource: PlannedResource, key: string): string {
  const { kind, logicalName } = resource;
  if (key === "location" || key === "tags" || (key === "resourceGroupName" && kind !== "resource-group")) return "";
  const isName = kind === "described" ? key === resource.nameArgument : key === "resourceGroupName";
  const path = isName ? "name" : ((kind === "described" ? undefined : otherPaths[key]) ?? `args.${key}`);
  return plainText(comments.of(logicalName, path));
}

/** A line and what set it: behind it where both fit, else above it. */
function explained(line: string, why: string): string[] {
  if (why === "") return [line];
  const isShort = !line.includes("\n") && line.length + " // ".length + why.length <= printWidth;
  return isShort ? [`${line} // ${why}`] : [`  // ${why}`, line];
}
