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
  /** The `package-lock.json` of the stacks that the modules travel with, and its sha-256. */
  readonly packageLock: { readonly text: string; readonly digest: string };
}

/** What the build leaves beside the package's own files. */
const lockFile = "package-lock.json";

/** The package made of what the build left, with the digests that pin it. */
export function modulesPackage(files: Readonly<Record<string, string>>, digest: Digest): ModulesPackage {
  const { [lockFile]: text = "", ...own } = files;
  const sorted = Object.entries(own).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    files: Object.fromEntries(sorted),
    digest: digest(sorted.map(([name, each]) => `${digest(each)}  ${name}\n`).join("")),
    packageLock: { text, digest: digest(text) },
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
