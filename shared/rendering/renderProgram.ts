import type { ModuleName } from "../contracts/kinds.js";
import type { PlannedResource, ResolvedPlan } from "../contracts/plan.js";
import { moduleOf } from "../planning/selectTemplates.js";
import { identifier, literal, printCode, printProperty, printWidth, variableOf } from "./code.js";
import type { ModuleArgument } from "./moduleArgument.js";
import { moduleArguments } from "./moduleArguments.js";
import type { ProvenanceComments } from "./provenanceComments.js";
import { programSections } from "./programSections.js";
import { plainText } from "./quote.js";
import type { StackOutputCode } from "./stackOutputs.js";

/**
 * The program (`index.ts`): one module instance for each planned resource, each value with what set it. A stack of two
 * regions has a section for each, and one for what is in none.
 */
export function renderProgram(
  plan: ResolvedPlan,
  modules: readonly ModuleName[],
  origin: readonly string[],
  outputs: readonly StackOutputCode[],
  comments: ProvenanceComments,
): string {
  const argumentsOf = moduleArguments(plan);
  const usesSecrets = plan.resources.some(({ kind, args }) => kind === "key-vault" && args.secrets.length > 0);
  return [
    ...origin.map((line) => `// ${line}`),
    "// A comment at a value says what set it: the request, a rule or a default of the knowledge files.",
    importLine([...modules, ...(usesSecrets ? ["seedSecret"] : [])]),
    `import * as pulumi from "@pulumi/pulumi";`,
    "",
    `const location = new pulumi.Config("azure-native").require("location");`,
    `const tags = new pulumi.Config().requireObject<Record<string, string>>("tags");`,
    "",
    ...programSections(plan).flatMap(({ heading, resources }) => [
      ...heading,
      ...resources.map((resource) => instance(resource, argumentsOf(resource), comments)),
    ]),
    "// Outputs, by the keys their consumers read.",
    ...outputs.map(({ key, code }) => {
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

function instance(resource: PlannedResource, args: readonly ModuleArgument[], comments: ProvenanceComments): string {
  const { logicalName, protect } = resource;
  const set = comments(logicalName);
  const why = (path: string): string => plainText(set(path));
  const linesAt = (indent: number): string[] =>
    args.map(({ name, code, path }) => {
      const line = `${" ".repeat(indent)}${printProperty(name, code, indent)},`;
      return path === undefined ? line : explained(line, why(path), indent);
    });
  const start = `const ${variableOf(logicalName)} = new ${moduleOf(resource)}(`;
  const name = printCode(literal(logicalName), 0, 0);
  if (protect !== true) return [`${start}${name}, {`, ...linesAt(2), "});", ""].join("\n");
  const options = explained("  { protect: true },", why("protect"), 2);
  return [start, `  ${name},`, "  {", ...linesAt(4), "  },", options, ");", ""].join("\n");
}

/** A line and what set it: behind it where both fit, else above it. */
function explained(line: string, why: string, indent: number): string {
  if (why === "") return line;
  const isShort = !line.includes("\n") && line.length + " // ".length + why.length <= printWidth;
  return isShort ? `${line} // ${why}` : `${" ".repeat(indent)}// ${why}\n${line}`;
}
