import type { ResolvedPlan } from "../contracts/plan.js";
import { yamlText } from "./quote.js";

/** `Pulumi.yaml`: the project. */
export function renderProject(plan: ResolvedPlan, origin: readonly string[]): string {
  const { component, environment, region, project } = plan.identity;
  return lines([
    ...comments(origin),
    `name: ${project}`,
    `description: ${yamlText(`${component} in ${environment}, ${region}`)}`,
    "runtime:",
    "  name: nodejs",
    "  options:",
    "    packagemanager: npm",
  ]);
}

/** `Pulumi.{stack}.yaml`: the stack's secrets provider, region and tags. Secret values are never in it. */
export function renderStackSettings(plan: ResolvedPlan, origin: readonly string[]): string {
  const { project, region } = plan.identity;
  return lines([
    ...comments(origin),
    `secretsprovider: ${yamlText(plan.secretsProvider)}`,
    "config:",
    `  azure-native:location: ${yamlText(region)}`,
    "  # On every resource that takes tags. All of them stay the same from run to run.",
    `  ${project}:tags:`,
    ...Object.entries(plan.tags)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `    ${yamlText(name)}: ${yamlText(value)}`),
  ]);
}

function comments(origin: readonly string[]): string[] {
  return origin.map((line) => `# ${line}`);
}

function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
