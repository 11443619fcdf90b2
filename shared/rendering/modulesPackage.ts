import type { Digest } from "../contracts/identity.js";

/** The package that a rendered program takes its modules from, and where it lies in the stack's folder. */
export const modulesName = "@cloud-provisioner/azure";
export const modulesFolder = "modules/azure";

/** The package of modules as it travels with every stack: `main.js`, its declarations and its manifest. */
export interface ModulesPackage {
  /** Texts by their names inside the package. */
  readonly files: Readonly<Record<string, string>>;
  /** What `sha256sum` prints of the files, in the order of their names, as one sha-256. */
  readonly digest: string;
}

/** The package made of some files, with the digest that pins it. */
export function modulesPackage(files: Readonly<Record<string, string>>, digest: Digest): ModulesPackage {
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    files: Object.fromEntries(sorted),
    digest: digest(sorted.map(([name, text]) => `${digest(text)}  ${name}\n`).join("")),
  };
}

/** Names of the components that a package declares. */
export function componentsOf({ files }: ModulesPackage): ReadonlySet<string> {
  const declared = (files["main.d.ts"] ?? "").matchAll(
    /^export declare class (\w+) extends pulumi\.ComponentResource/gm,
  );
  return new Set([...declared].flatMap(([, name]) => name ?? []));
}

/** The command by which a person compares the package in a stack's folder with the lock file. */
export function modulesCheck({ files }: ModulesPackage): string {
  return `(cd ${modulesFolder} && sha256sum ${Object.keys(files).join(" ")}) | sha256sum`;
}
