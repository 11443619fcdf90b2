import type { ModuleName } from "../contracts/kinds.js";
import type { ResolvedPlan } from "../contracts/plan.js";
import { modulesFolder, modulesName, type ModulesPackage } from "./modulesPackage.js";

/** Versions a rendered project pins, and the modules that travel with it. */
export interface RenderVersions {
  /** Version of `@cloud-provisioner/azure`. */
  readonly modules: string;
  readonly pulumi: string;
  readonly azureNative: string;
  readonly typescript: string;
  readonly modulesPackage: ModulesPackage;
}

/** Packages that a rendered project takes from a registry, exact. */
function packages({ azureNative, pulumi }: RenderVersions): Record<string, string> {
  return { "@pulumi/azure-native": azureNative, "@pulumi/pulumi": pulumi };
}

/** `package.json`: the modules from the stack's own folder, all else in exact versions. */
export function renderPackage({ identity }: ResolvedPlan, versions: RenderVersions): string {
  return json({
    name: identity.project,
    private: true,
    main: "index.ts",
    dependencies: { [modulesName]: `file:${modulesFolder}`, ...packages(versions) },
    devDependencies: { typescript: versions.typescript },
  });
}

/** `tsconfig.json`: strict, CommonJS as Pulumi's Node host runs it. It compiles the program by itself: nothing is built. */
export function renderCompilerOptions(): string {
  return json({
    compilerOptions: {
      target: "ES2022",
      module: "Node16",
      moduleResolution: "Node16",
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: true,
      noEmit: true,
    },
  });
}

/** `Pulumi.lock.yaml`: what must not move under an approved plan: packages, plugin, templates, knowledge. */
export function renderLock(
  plan: ResolvedPlan,
  versions: RenderVersions,
  modules: readonly ModuleName[],
  origin: readonly string[],
): string {
  const entries = (record: Readonly<Record<string, string>>): string[] =>
    Object.entries(record).map(([name, version]) => `  "${name}": "${version}"`);
  return [
    ...origin.map((line) => `# ${line}`),
    "lockVersion: 1",
    "packages:",
    ...entries({ [modulesName]: versions.modules, ...packages(versions), typescript: versions.typescript }),
    "plugins:",
    ...entries({ "azure-native": versions.azureNative }),
    `# Modules the program is made of, and the digest of their package in ${modulesFolder}.`,
    "templates:",
    `  digest: "sha256:${versions.modulesPackage.digest}"`,
    "  modules:",
    ...modules.map((name) => `    - ${name}`),
    "# What npm installs, down to the last package: package-lock.json.",
    "npm:",
    `  digest: "sha256:${versions.modulesPackage.packageLock.digest}"`,
    "# Naming, tagging, regions and defaults that decided the plan.",
    "knowledge:",
    `  digest: "sha256:${plan.knowledge}"`,
    "",
  ].join("\n");
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
