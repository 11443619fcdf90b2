import type { ResolvedPlan } from "../contracts/plan.js";
import type { ModuleName } from "../planning/selectTemplates.js";
import { originLines } from "./originLines.js";

/** Versions a rendered project pins, and the digest of the modules it was rendered against. */
export interface RenderVersions {
  /** Version of `@cloud-provisioner/azure`. */
  readonly modules: string;
  readonly pulumi: string;
  readonly azureNative: string;
  readonly typescript: string;
  /** sha-256 of the modules' source: the digest of the templates behind the program. */
  readonly modulesDigest: string;
}

/** Packages of a rendered project, exact. */
function packages({ modules, azureNative, pulumi }: RenderVersions): Record<string, string> {
  return { "@cloud-provisioner/azure": modules, "@pulumi/azure-native": azureNative, "@pulumi/pulumi": pulumi };
}

/** `package.json`: exact versions, and `build` to compile the program. */
export function renderPackage({ identity }: ResolvedPlan, versions: RenderVersions): string {
  return json({
    name: identity.project,
    private: true,
    main: "bin/index.js",
    scripts: { build: "tsc" },
    dependencies: packages(versions),
    devDependencies: { typescript: versions.typescript },
  });
}

/** `tsconfig.json`: strict, CommonJS as Pulumi's Node host runs it. */
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
      outDir: "bin",
    },
  });
}

/** `Pulumi.lock.yaml`: what must not move under an approved plan: packages, plugin, templates, knowledge. */
export function renderLock(plan: ResolvedPlan, versions: RenderVersions, modules: readonly ModuleName[]): string {
  const entries = (record: Readonly<Record<string, string>>): string[] =>
    Object.entries(record).map(([name, version]) => `  "${name}": "${version}"`);
  return [
    ...originLines(plan).map((line) => `# ${line}`),
    "lockVersion: 1",
    "packages:",
    ...entries({ ...packages(versions), typescript: versions.typescript }),
    "plugins:",
    ...entries({ "azure-native": versions.azureNative }),
    "# Modules the program is made of, and the digest of their source.",
    "templates:",
    `  digest: "sha256:${versions.modulesDigest}"`,
    "  modules:",
    ...modules.map((name) => `    - ${name}`),
    "# Naming, tagging, regions and defaults that decided the plan.",
    "knowledge:",
    `  digest: "sha256:${plan.knowledge}"`,
    "",
  ].join("\n");
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
